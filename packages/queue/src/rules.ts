import type { LeaseTasks, Operation, OperationFailure, Task, TaskOperation } from "./operation.ts";
import type { QueueSettings, TaskState } from "./store.ts";

// What a lease, an ETA, a tombstone and a used-up task mean, for every store. A store may say the
// same in SQL; the constants, and whatever is decided a row at a time, come from here.

/** Microseconds in a second: tasks' times are microseconds, durations are seconds. */
export const microsPerSecond = 1_000_000;

/** How long a name given by a caller stays refused after its task is gone: 7 days. */
export const tombstoneMicros: number = 7 * 24 * 3600 * microsPerSecond;

/** How many used-up tasks one lease attempt removes at most; the next attempt goes on from there. */
export const usedUpTasksPerAttempt = 1000;

/** All leases of one batch answer at most this much payload; past it each is given one task. */
export const batchPayloadBytesMax: number = 64 * 1024 * 1024;

/** How many tasks one read counts: those of several queues together. */
export const rowsPerCount = 20_000;

/** How many tasks a page of those in a state looks at before it answers with what it has found. */
export const rowsPerPage = 4000;

type TaskTimes = Pick<Task, "availableAtMicros" | "enqueuedAtMicros" | "retryCount">;

/** From when a new task may be leased: its ETA, or now without one, which keeps tasks in the order they came. */
export function firstAvailableAtMicros(etaMicros: number, nowMicros: number): number {
  return etaMicros === 0 ? nowMicros : etaMicros;
}

/** Whether a task may be leased: its ETA, or the end of its lease, is not in the future. */
export function isAvailable(
  task: Pick<TaskTimes, "availableAtMicros">,
  nowMicros: number,
): boolean {
  return task.availableAtMicros <= nowMicros;
}

/** Whether a task may be leased, or why not. */
export function stateOf(
  task: Pick<TaskTimes, "availableAtMicros" | "retryCount">,
  nowMicros: number,
): TaskState {
  if (isAvailable(task, nowMicros)) return "available";
  return task.retryCount > 0 ? "leased" : "delayed";
}

/** The time that callers are told: 0 for a task inserted without an ETA and never leased. */
export function reportedAvailableAtMicros(task: TaskTimes): number {
  const untouched = task.retryCount === 0 && task.availableAtMicros === task.enqueuedAtMicros;
  return untouched ? 0 : task.availableAtMicros;
}

/** When a lease that begins now ends; a renewal counts from now too, and 0 seconds releases. */
export function leaseEndMicros(nowMicros: number, leaseSeconds: number): number {
  return nowMicros + leaseSeconds * microsPerSecond;
}

/** Whether the lease that a caller speaks of is the task's current one, and has not run out. */
export function holdsLease(lease: {
  expectedMicros: number;
  currentMicros: number;
  nowMicros: number;
}): boolean {
  return lease.expectedMicros === lease.currentMicros && lease.currentMicros > lease.nowMicros;
}

/** Whether a task has had all of its leases: the next attempt removes it instead of leasing it. */
export function isUsedUp(
  task: Pick<TaskTimes, "retryCount">,
  settings: Pick<QueueSettings, "maxLeases">,
): boolean {
  return settings.maxLeases > 0 && task.retryCount >= settings.maxLeases;
}

/** When the name of a removed task may be used again. */
export function tombstoneEndMicros(nowMicros: number): number {
  return nowMicros + tombstoneMicros;
}

/** Why a queue refuses an operation, if it does. A paused queue refuses nothing: its leases find nothing. */
export function refusalOf(
  type: TaskOperation["type"],
  settings: QueueSettings | undefined,
): OperationFailure | undefined {
  if (settings === undefined) return "queue_not_found";
  if (settings.mode !== "pull") return "queue_not_pull";
  if (settings.disabled && (type === "insert" || type === "lease")) return "queue_disabled";
  return undefined;
}

/** Whether a lease could find a task at all. */
export function mayLease(settings: QueueSettings): boolean {
  return !settings.paused && refusalOf("lease", settings) === undefined;
}

/**
 * Refuses settings that no queue may have.
 *
 * @throws TypeError when the queue is its own dead-letter queue.
 */
export function checkSettings(settings: QueueSettings): void {
  if (settings.deadLetterQueue === settings.queue) {
    throw new TypeError(
      `The queue ${settings.queue} cannot be its own dead-letter queue: name another queue.`,
    );
  }
}

/** The settings of a dead-letter queue that is made because it was missing. */
export function deadLetterSettings(project: string, queue: string): QueueSettings {
  return { project, queue, mode: "pull", maxLeases: 0, paused: false, disabled: false };
}

/** How many bytes a payload is, from its padded base64. */
export function payloadBytes(payloadBase64: string): number {
  const padding = payloadBase64.endsWith("==") ? 2 : payloadBase64.endsWith("=") ? 1 : 0;
  return (payloadBase64.length / 4) * 3 - padding;
}

/** Which tasks a lease looks at: leases of one key share one read of a batch. */
export function leaseKey(lease: LeaseTasks): string {
  const filter = lease.byTag ? (lease.tag === undefined ? "oldest" : `=${lease.tag}`) : "any";
  return `${lease.project}/${lease.queue}/${filter}`;
}

/** A batch in the order in which its operations take effect. Numbers are places in the batch. */
export interface ExecutionOrder {
  /** The operations that use up a key, alone or with what they do: one whose key was claimed before has no effect. */
  claims: number[];
  deletesAndRenewals: number[];
  inserts: number[];
  /** One group for each `leaseKey`. Within a group a task is handed out at most once. */
  leaseGroups: number[][];
}

/** Claims first, then deletes, renewals and moves, then inserts, then leases: a lease sees what came in with it. */
export function executionOrder(operations: readonly Operation[]): ExecutionOrder {
  const order: ExecutionOrder = {
    claims: [],
    deletesAndRenewals: [],
    inserts: [],
    leaseGroups: [],
  };
  const groups = new Map<string, number[]>();
  for (const [index, operation] of operations.entries()) {
    if (operation.type === "claim" || operation.claim !== undefined) order.claims.push(index);
    if (operation.type === "claim") continue;
    if (operation.type === "insert") order.inserts.push(index);
    else if (operation.type !== "lease") order.deletesAndRenewals.push(index);
    else {
      const key = leaseKey(operation);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [index]);
      else group.push(index);
    }
  }
  order.leaseGroups.push(...groups.values());
  return order;
}
