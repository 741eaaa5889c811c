import * as fc from "fast-check";

/** An operation before it knows which tasks there are. */
export type OperationChoice =
  | {
      type: "insert";
      queue: string;
      id: string | undefined;
      tag: string;
      etaSteps: number | undefined;
    }
  | {
      type: "lease";
      queue: string;
      count: number;
      leaseSeconds: number;
      byTag: boolean;
      tag: string | undefined;
      payloadBytesMax: number;
    }
  | {
      type: "renew";
      queue: string;
      pick: number;
      name: string;
      newLeaseSeconds: number;
      checked: boolean;
      off: number;
      tag: string | undefined;
    }
  | { type: "delete"; queue: string; pick: number; name: string };

/** An operation, and the number of the key that it claims. */
export interface ClaimingChoice {
  choice: OperationChoice;
  key: number | undefined;
}

/** Something done to a store. */
export type Action =
  | { type: "batch"; operations: ClaimingChoice[] }
  | { type: "wait"; seconds: number }
  | {
      type: "put";
      queue: string;
      maxLeases: number;
      paused: boolean;
      disabled: boolean;
      deadLetters: boolean;
    }
  | { type: "purge" | "deleteQueue"; queue: string }
  | { type: "reopen" };

const queue = fc.oneof(
  { weight: 6, arbitrary: fc.constant("images") },
  { weight: 2, arbitrary: fc.constant("other") },
  { weight: 2, arbitrary: fc.constant("images-dead") },
);
const name = fc.constantFrom("a", "b", "C", "0123456789abcdef", "long-name_1");
const tag = fc.constantFrom("", "", "a", "b");
const pick = fc.nat(20);

const taskOperation: fc.Arbitrary<OperationChoice> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("insert" as const),
      queue,
      id: fc.option(name, { nil: undefined, freq: 2 }),
      tag,
      // Whole steps, so that tasks often have the same time.
      etaSteps: fc.option(fc.constantFrom(-200, -1, 1, 3, 100, 3000), { nil: undefined, freq: 1 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("lease" as const),
      queue,
      count: fc.integer({ min: 1, max: 4 }),
      leaseSeconds: fc.constantFrom(0, 1, 30, 604_800),
      byTag: fc.boolean(),
      tag: fc.option(tag, { nil: undefined }),
      payloadBytesMax: fc.constantFrom(1, 20, 1_000_000, 1_000_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("renew" as const),
      queue,
      pick,
      name,
      newLeaseSeconds: fc.constantFrom(0, 0, 1, 30),
      checked: fc.boolean(),
      off: fc.constantFrom(0, 0, 0, 1, -1),
      tag: fc.option(tag, { nil: undefined }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("delete" as const), queue, pick, name }) },
);

/** Some claim a key, which may have been claimed before. */
const operation: fc.Arbitrary<ClaimingChoice> = fc.record({
  choice: taskOperation,
  key: fc.option(fc.nat(40), { nil: undefined, freq: 5 }),
});

/** Mostly batches; now and then time passes, settings change, or the store is opened again. */
export const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 36,
    arbitrary: fc.record({
      type: fc.constant("batch" as const),
      operations: fc.array(operation, { minLength: 1, maxLength: 8 }),
    }),
  },
  {
    weight: 15,
    arbitrary: fc.record({
      type: fc.constant("wait" as const),
      seconds: fc.constantFrom(0.01, 0.01, 1, 1, 30, 61, 3600, 8 * 24 * 3600),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("put" as const),
      queue,
      maxLeases: fc.integer({ min: 0, max: 3 }),
      paused: fc.boolean(),
      disabled: fc.boolean(),
      deadLetters: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("purge" as const), queue }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("deleteQueue" as const), queue }) },
  { weight: 1, arbitrary: fc.constant({ type: "reopen" as const }) },
);
