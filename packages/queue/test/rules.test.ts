import { expect, test } from "vitest";
import type { LeaseTasks, Operation } from "../src/operation.ts";
import { bucketAt, hourRing, leasedWithin, minuteRing } from "../src/lease-rings.ts";
import {
  executionOrder,
  holdsLease,
  isAvailable,
  isUsedUp,
  leaseEndMicros,
  mayLease,
  payloadBytes,
  refusalOf,
  reportedAvailableAtMicros,
  tombstoneEndMicros,
} from "../src/rules.ts";

const address = { project: "acme", queue: "images" };
const settings = {
  ...address,
  mode: "pull",
  maxLeases: 0,
  paused: false,
  disabled: false,
} as const;

test("a lease ends its seconds after now", () => {
  expect(leaseEndMicros(1_000_000, 60)).toBe(61_000_000);
});

test("a task is available at its time, and not before", () => {
  expect(isAvailable({ availableAtMicros: 10 }, 10)).toBe(true);
  expect(isAvailable({ availableAtMicros: 11 }, 10)).toBe(false);
});

test("a tombstone lasts 7 days", () => {
  expect(tombstoneEndMicros(5)).toBe(604_800_000_005);
});

test.each([
  [{ availableAtMicros: 7, enqueuedAtMicros: 7, retryCount: 0 }, 0],
  [{ availableAtMicros: 8, enqueuedAtMicros: 7, retryCount: 0 }, 8],
  [{ availableAtMicros: 7, enqueuedAtMicros: 7, retryCount: 1 }, 7],
])("the time of %j is told as %i", (task, want) => {
  expect(reportedAvailableAtMicros(task)).toBe(want);
});

test.each([
  [{ expectedMicros: 10, currentMicros: 10, nowMicros: 9 }, true],
  [{ expectedMicros: 10, currentMicros: 10, nowMicros: 10 }, false],
  [{ expectedMicros: 11, currentMicros: 10, nowMicros: 9 }, false],
])("whether %j holds a lease is %s", (lease, want) => {
  expect(holdsLease(lease)).toBe(want);
});

test.each([
  [0, 100, false],
  [3, 2, false],
  [3, 3, true],
  [3, 4, true],
])(
  "with at most %i leases a task leased %i times is used up: %s",
  (maxLeases, retryCount, want) => {
    expect(isUsedUp({ retryCount }, { maxLeases })).toBe(want);
  },
);

test("queues refuse what they must", () => {
  expect(refusalOf("lease", undefined)).toBe("queue_not_found");
  expect(refusalOf("delete", { ...settings, mode: "push" })).toBe("queue_not_pull");
  expect(refusalOf("insert", { ...settings, disabled: true })).toBe("queue_disabled");
  expect(refusalOf("delete", { ...settings, disabled: true })).toBe(undefined);
  expect(refusalOf("lease", { ...settings, paused: true })).toBe(undefined);
  expect(mayLease({ ...settings, paused: true })).toBe(false);
  expect(mayLease(settings)).toBe(true);
});

test.each([
  ["", 0],
  ["YQ==", 1],
  ["YWI=", 2],
  ["YWJj", 3],
])("the payload %j has %i bytes", (base64, want) => {
  expect(payloadBytes(base64)).toBe(want);
});

test("a batch takes effect as claims, deletes and renewals, inserts, then leases by what they look at", () => {
  const lease = (tag?: string): LeaseTasks => ({
    type: "lease",
    ...address,
    count: 1,
    leaseSeconds: 1,
    payloadBytesMax: 1,
    byTag: tag !== undefined,
    ...(tag === undefined ? {} : { tag }),
  });
  const operations: Operation[] = [
    lease(),
    { type: "insert", ...address, payloadBase64: "", tag: "", availableAtMicros: 0 },
    lease("a"),
    { type: "delete", ...address, id: "x" },
    lease(),
    { type: "renew", ...address, id: "y", newLeaseSeconds: 1 },
    lease(""),
    { type: "claim", key: "k", untilMicros: 1 },
    { type: "delete", ...address, id: "x", claim: { key: "l", untilMicros: 1 } },
  ];
  expect(executionOrder(operations)).toEqual({
    claims: [7, 8],
    deletesAndRenewals: [3, 5, 8],
    inserts: [1],
    leaseGroups: [[0, 4], [2], [6]],
  });
});

test("a ring counts the buckets of its span, and no older ones", () => {
  const second = 1_000_000;
  expect(bucketAt(minuteRing, 125 * second)).toEqual({ bucket: 125, slot: 5 });
  expect(bucketAt(hourRing, 125 * second)).toEqual({ bucket: 2, slot: 2 });
  const buckets = [
    { span: 0, bucket: 65, count: 1 },
    { span: 0, bucket: 66, count: 10 },
    { span: 0, bucket: 125, count: 100 },
    { span: 1, bucket: 2, count: 1000 },
  ];
  expect(leasedWithin(minuteRing, buckets, 125 * second)).toBe(110);
  expect(leasedWithin(hourRing, buckets, 125 * second)).toBe(1000);
});
