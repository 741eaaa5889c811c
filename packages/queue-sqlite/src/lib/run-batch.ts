import type { Operation, OperationResult } from "@leasehold/queue/operation";
import { bucketAt, hourRing, minuteRing } from "@leasehold/queue/lease-rings";
import { batchPayloadBytesMax, executionOrder } from "@leasehold/queue/rules";
import type { Batch } from "./batch.ts";
import { claimKey } from "./claim-key.ts";
import { deleteTask } from "./delete-task.ts";
import { insertTask } from "./insert-task.ts";
import { leaseGroup } from "./lease-tasks.ts";
import { moveTask } from "./move-task.ts";
import { renewLease } from "./renew-lease.ts";

/** Runs a batch's operations within a transaction that the caller begins and commits. */
export function runBatch(
  shared: Omit<Batch, "counts" | "leased" | "payloadBytesLeft">,
  operations: readonly Operation[],
): OperationResult[] {
  const batch: Batch = {
    ...shared,
    counts: new Map(),
    leased: new Map(),
    payloadBytesLeft: batchPayloadBytesMax,
  };
  const results: OperationResult[] = Array.from({ length: operations.length });
  const order = executionOrder(operations);
  for (const index of order.claims) {
    const result = claimKey(batch, operations[index]!);
    if (result !== undefined) results[index] = result;
  }
  const isOpen = (index: number): boolean => results[index] === undefined;
  for (const index of order.deletesAndRenewals.filter(isOpen)) {
    const operation = operations[index];
    if (operation?.type === "delete") results[index] = deleteTask(batch, operation);
    else if (operation?.type === "renew") results[index] = renewLease(batch, operation);
    else if (operation?.type === "move") results[index] = moveTask(batch, operation);
  }
  for (const index of order.inserts.filter(isOpen)) {
    const operation = operations[index];
    if (operation?.type === "insert") results[index] = insertTask(batch, operation);
  }
  for (const whole of order.leaseGroups) {
    const group = whole.filter(isOpen);
    const leases = group.map((index) => operations[index]).filter((each) => each?.type === "lease");
    const answers = leaseGroup(batch, leases);
    for (const [place, index] of group.entries()) results[index] = answers[place]!;
  }
  writeCounters(batch);
  return results;
}

function writeCounters({ statements, counts, leased, tick }: Batch): void {
  for (const [queueId, change] of counts) {
    if (change !== 0) statements.addToCount.run(change, queueId);
  }
  if (leased.size === 0) return;
  const nowMicros = tick();
  for (const [queueId, count] of leased) {
    for (const ring of [minuteRing, hourRing]) {
      const { bucket, slot } = bucketAt(ring, nowMicros);
      statements.addLeased.run(queueId, ring.span, slot, bucket, count);
    }
  }
}
