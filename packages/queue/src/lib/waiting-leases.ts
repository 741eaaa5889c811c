import type { LeaseTasks, QueueAddress, ResultOf, Task } from "../operation.ts";
import type { LeaseRequest } from "../queue.ts";
import type { QueueStore } from "../store.ts";
import type { GroupCommit } from "./group-commit.ts";
import { createWaitGroup, isEmpty, type Schedule, type WaitGroup } from "./wait-group.ts";

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

const anyTag = "any";
const oldestTag = "oldest";

/** Leases that may wait: groups of waiters by queue, and by tag within it. */
export function createWaitingLeases(options: WaitingLeasesOptions): WaitingLeases {
  const { store, commit, waitersMax } = options;
  const groupsOfQueues = new Map<string, Map<string, WaitGroup>>();
  let closed = false;

  async function attempt(request: LeaseRequest): Promise<ResultOf<LeaseTasks>> {
    const { waitSeconds: _, signal, ...lease } = request;
    const result = await commit.submit({ type: "lease", ...lease }, signal);
    if (result.ok) {
      for (const task of result.tasks) noteTask(request, task);
      if (result.deadLettered !== undefined) {
        noteQueue({ project: request.project, queue: result.deadLettered.queue });
      }
    }
    return result;
  }

  function release(request: LeaseRequest, result: ResultOf<LeaseTasks>): void {
    if (!result.ok) return;
    for (const { id, availableAtMicros } of result.tasks) {
      const lease = { id, newLeaseSeconds: 0, expectedAvailableAtMicros: availableAtMicros };
      void commit
        .submit({ type: "renew", project: request.project, queue: request.queue, ...lease })
        .then((renewed) => {
          if (renewed.ok) noteTask(request, renewed.task);
        });
    }
  }

  function groupFor(request: LeaseRequest): WaitGroup {
    const queueKey = keyOf(request);
    const groups = groupsOfQueues.get(queueKey) ?? new Map<string, WaitGroup>();
    groupsOfQueues.set(queueKey, groups);
    const filter = filterOf(request);
    const existing = groups.get(filter);
    if (existing !== undefined) return existing;
    const { project, queue, byTag, tag } = request;
    const address = { project, queue, ...(byTag && tag !== undefined ? { tag } : {}) };
    const group = createWaitGroup({
      ...options,
      attempt,
      release,
      nextAvailableAtMicros: () => store.nextAvailableAtMicros(address),
      onEmpty: () => {
        groups.delete(filter);
        if (groups.size === 0) groupsOfQueues.delete(queueKey);
      },
    });
    groups.set(filter, group);
    return group;
  }

  function waiterCount(): number {
    let count = 0;
    for (const groups of groupsOfQueues.values()) {
      for (const group of groups.values()) count += group.size;
    }
    return count;
  }

  function noteTask(address: QueueAddress, task: Pick<Task, "tag" | "availableAtMicros">): void {
    const groups = groupsOfQueues.get(keyOf(address));
    if (groups === undefined) return;
    for (const filter of [anyTag, oldestTag, `=${task.tag}`]) {
      groups.get(filter)?.noteAvailable(task.availableAtMicros);
    }
  }

  function noteQueue(address: QueueAddress): void {
    for (const group of groupsOfQueues.get(keyOf(address))?.values() ?? []) group.wake();
  }

  return {
    noteTask,
    noteQueue,
    lease: async (request) => {
      if (hungUp(request)) return { ok: true, tasks: [] };
      const first = await attempt(request);
      if (hungUp(request)) {
        release(request, first);
        return { ok: true, tasks: [] };
      }
      if (!isEmpty(first) || request.waitSeconds <= 0 || closed) return first;
      if (waiterCount() >= waitersMax) return { ok: false, failure: "overloaded" };
      return groupFor(request).wait(request);
    },
    close: () => {
      closed = true;
      for (const groups of [...groupsOfQueues.values()]) {
        for (const group of [...groups.values()]) group.close();
      }
    },
  };
}

function hungUp({ signal }: LeaseRequest): boolean {
  return signal?.aborted === true;
}

function keyOf({ project, queue }: QueueAddress): string {
  return `${project}/${queue}`;
}

function filterOf({ byTag, tag }: LeaseRequest): string {
  if (!byTag) return anyTag;
  return tag === undefined ? oldestTag : `=${tag}`;
}
