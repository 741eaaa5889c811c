import type { LeaseTasks, QueueAddress, ResultOf, Task } from "../operation.ts";
import type { LeaseRequest } from "../queue.ts";
import type { QueueStore } from "../store.ts";
import type { Schedule } from "./alarm.ts";
import type { GroupCommit } from "./group-commit.ts";
import { createWaitGroups, type WaitGroups } from "./wait-groups.ts";
import { isEmpty } from "./wait-group.ts";

export interface WaitingLeases {
  lease(request: LeaseRequest): Promise<ResultOf<LeaseTasks>>;
  /** A task of the queue was put in, leased, renewed or released, and may be leased from then on. */
  noteTask(address: QueueAddress, task: Pick<Task, "tag" | "availableAtMicros">): void;
  /** The queue was made, changed or deleted, or tasks of unknown tags came into it. */
  noteQueue(address: QueueAddress): void;
  /** Answers those who wait with no tasks, and nobody waits from now on. */
  close(): void;
}

export interface WaitingLeasesOptions {
  store: Pick<QueueStore, "nextAvailableAtMicros">;
  commit: GroupCommit;
  waitersMax: number;
  onStoreFailure: (error: unknown) => void;
  now: () => number;
  schedule: Schedule;
  recheckMs: (() => number) | undefined;
}

const noTasks: ResultOf<LeaseTasks> = { ok: true, tasks: [] };

/** Leases that may wait for a task. */
export function createWaitingLeases(options: WaitingLeasesOptions): WaitingLeases {
  const { store, commit, waitersMax } = options;
  const groups: WaitGroups = createWaitGroups((address) => ({
    ...options,
    attempt: (request) => attempt(commit, groups, request),
    release: (request, result) => release(commit, groups, request, result),
    nextAvailableAtMicros: () => store.nextAvailableAtMicros(address),
  }));
  let closed = false;

  return {
    noteTask: (address, task) => groups.noteTask(address, task),
    noteQueue: (address) => groups.noteQueue(address),
    lease: async (request) => {
      if (hungUp(request)) return noTasks;
      const first = await attempt(commit, groups, request);
      if (hungUp(request)) {
        release(commit, groups, request, first);
        return noTasks;
      }
      if (!isEmpty(first) || request.waitSeconds <= 0 || closed) return first;
      if (groups.size() >= waitersMax) return { ok: false, failure: "overloaded" };
      // Its key is used up: the attempts to come are parts of the same lease.
      return groups.of(request).wait({ ...request, claim: undefined });
    },
    close: () => {
      closed = true;
      groups.close();
    },
  };
}

/** Leases once, and tells those who wait what that means for them. */
async function attempt(
  commit: GroupCommit,
  groups: WaitGroups,
  request: LeaseRequest,
): Promise<ResultOf<LeaseTasks>> {
  const { waitSeconds: _, signal, ...lease } = request;
  const result = await commit.submit({ type: "lease", ...lease }, signal);
  if (!result.ok) return result;
  for (const task of result.tasks) groups.noteTask(request, task);
  if (result.deadLettered !== undefined) {
    groups.noteQueue({ project: request.project, queue: result.deadLettered.queue });
  }
  return result;
}

function release(
  commit: GroupCommit,
  groups: WaitGroups,
  { project, queue }: LeaseRequest,
  result: ResultOf<LeaseTasks>,
): void {
  if (!result.ok) return;
  for (const { id, availableAtMicros } of result.tasks) {
    const lease = { id, newLeaseSeconds: 0, expectedAvailableAtMicros: availableAtMicros };
    void commit.submit({ type: "renew", project, queue, ...lease }).then((renewed) => {
      if (renewed.ok) groups.noteTask({ project, queue }, renewed.task);
    });
  }
}

function hungUp({ signal }: LeaseRequest): boolean {
  return signal?.aborted === true;
}
