import type { Operation, OperationResult } from "@leasehold/queue/operation";
import type { Batch } from "./batch.ts";

/** Uses up the key of an operation. @returns its result, or undefined when it may go on. */
export function claimKey({ statements }: Batch, operation: Operation): OperationResult | undefined {
  const claim = operation.type === "claim" ? operation : operation.claim;
  if (claim === undefined) return undefined;
  const { changes } = statements.claimKey.run(claim.untilMicros, claim.key);
  if (changes === 0) return { ok: false, failure: "key_claimed" };
  return operation.type === "claim" ? { ok: true } : undefined;
}
