import { expect } from "vitest";
import type {
  Claim,
  LeaseTasks,
  TaskOperation,
  OperationResult,
  QueueAddress,
  RenewLease,
  Task,
} from "../../src/operation.ts";
import type { QueueSettings, QueueStatistics } from "../../src/store.ts";

// What a pull queue does, as plainly as it can be said: arrays, no index, no batch tricks. The model
// follows a store: it takes over what a store may choose (generated names, the microsecond within a
// millisecond) after checking it, and says what everything else must be.

interface ModelTask extends Task {
  /** The real time from which it may be leased, where `availableAtMicros` may say 0. */
  at: number;
  named: boolean;
}

interface ModelQueue {
  settings: QueueSettings;
  tasks: ModelTask[];
  tombstones: Map<string, number>;
  leases: number[];
}

/** A checked, plain copy of what a store should hold. */
export interface Model {
  /** Applies a batch and compares what the store answered with what it should have. */
  check(operations: readonly TaskOperation[], results: readonly OperationResult[]): void;
  putQueue(settings: QueueSettings): void;
  deleteQueue(address: QueueAddress): boolean;
  purgeQueue(address: QueueAddress): number | undefined;
  tasks(address: QueueAddress): Task[] | undefined;
  statistics(address: QueueAddress): QueueStatistics | undefined;
  queues(project: string): QueueSettings[];
  nextAvailableAtMicros(address: QueueAddress & { tag?: string }): number | undefined;
  /** Names of tasks that the store made while moving them, which only it knows; by enqueue time. */
  learnNames(address: QueueAddress, names: ReadonlyMap<number, string>): void;
  /** Times at which something changes by itself. */
  boundaries(): number[];
}

const sevenDays = 7 * 24 * 3600 * 1e6;
const unknownName = "?";
// Microseconds that a store may run ahead of a clock that stands still.
const aheadMicros = 5000;

export function createModel(now: () => number): Model {
  const queues: ModelQueue[] = [];
  const generated = new Set<string>();
  const claimed = new Set<string>();
  let newestEnqueuedAt = 0;

  function isFirstClaim({ key, untilMicros }: Claim): boolean {
    const name = `${untilMicros} ${key}`;
    if (claimed.has(name)) return false;
    claimed.add(name);
    return true;
  }

  const micros = (): number => now() * 1000;
  const leasable = (task: ModelTask): boolean => task.at <= micros() + aheadMicros;
  const find = ({ project, queue }: QueueAddress): ModelQueue | undefined =>
    queues.find(({ settings }) => settings.project === project && settings.queue === queue);

  function ordered(tasks: readonly ModelTask[]): ModelTask[] {
    return tasks.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }

  function remove(queue: ModelQueue, task: ModelTask): void {
    queue.tasks = queue.tasks.filter((each) => each !== task);
    if (task.named) queue.tombstones.set(task.id, micros() + sevenDays);
  }

  function refusal(
    type: TaskOperation["type"],
    queue: ModelQueue | undefined,
  ): OperationResult | undefined {
    if (queue === undefined) return { ok: false, failure: "queue_not_found" };
    if (queue.settings.mode === "push") return { ok: false, failure: "queue_not_pull" };
    if (queue.settings.disabled && (type === "insert" || type === "lease")) {
      return { ok: false, failure: "queue_disabled" };
    }
    return undefined;
  }

  function shown({
    id,
    payloadBase64,
    tag,
    enqueuedAtMicros,
    availableAtMicros,
    retryCount,
  }: ModelTask): Task {
    return { id, payloadBase64, tag, enqueuedAtMicros, availableAtMicros, retryCount };
  }

  function insert(
    operation: TaskOperation & { type: "insert" },
    answered: OperationResult,
  ): OperationResult {
    const queue = find(operation)!;
    if (operation.id !== undefined) {
      if (queue.tasks.some((task) => task.id === operation.id)) {
        return { ok: false, failure: "task_exists" };
      }
      if ((queue.tombstones.get(operation.id) ?? 0) > micros() + aheadMicros) {
        return { ok: false, failure: "task_name_tombstoned" };
      }
    }
    if (!answered.ok || !("task" in answered)) return { ok: true };
    const { id, enqueuedAtMicros } = answered.task;
    expect(enqueuedAtMicros).toBeGreaterThan(newestEnqueuedAt);
    expect(enqueuedAtMicros).toBeGreaterThanOrEqual(micros());
    expect(enqueuedAtMicros).toBeLessThan(micros() + aheadMicros);
    newestEnqueuedAt = enqueuedAtMicros;
    if (operation.id === undefined) checkGenerated(id);
    const task: ModelTask = {
      id: operation.id ?? id,
      payloadBase64: operation.payloadBase64,
      tag: operation.tag,
      enqueuedAtMicros,
      availableAtMicros: operation.availableAtMicros,
      retryCount: 0,
      at: operation.availableAtMicros || enqueuedAtMicros,
      named: operation.id !== undefined,
    };
    queue.tasks.push(task);
    queue.tombstones.delete(task.id);
    return { ok: true, task: shown(task) };
  }

  function checkGenerated(id: string): void {
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(generated.has(id)).toBe(false);
    generated.add(id);
  }

  /** A time that the store chose: now, perhaps some microseconds on, and the seconds asked for. */
  function chosen(answeredMicros: number | undefined, seconds: number): number {
    const exact = micros() + seconds * 1e6;
    const at = answeredMicros ?? exact;
    expect(at).toBeGreaterThanOrEqual(exact);
    expect(at).toBeLessThan(exact + aheadMicros);
    return at;
  }

  function renew(operation: RenewLease, answered: OperationResult): OperationResult {
    const task = find(operation)!.tasks.find((each) => each.id === operation.id);
    if (task === undefined) return { ok: false, failure: "task_not_found" };
    const expected = operation.expectedAvailableAtMicros;
    const current = task.availableAtMicros;
    if (expected !== undefined && (expected !== current || leasable(task))) {
      return { ok: false, failure: "lease_expired" };
    }
    const at = answered.ok && "task" in answered ? answered.task.availableAtMicros : undefined;
    task.at = task.availableAtMicros = chosen(at, operation.newLeaseSeconds);
    task.tag = operation.tag ?? task.tag;
    return { ok: true, task: shown(task) };
  }

  function isUsedUp(queue: ModelQueue, task: ModelTask): boolean {
    return queue.settings.maxLeases > 0 && task.retryCount >= queue.settings.maxLeases;
  }

  /** Deletes or moves a used-up task. @returns how many it moved. */
  function useUp(queue: ModelQueue, task: ModelTask): number {
    remove(queue, task);
    const { project, deadLetterQueue } = queue.settings;
    if (deadLetterQueue === undefined) return 0;
    const address = { project, queue: deadLetterQueue };
    if (find(address) === undefined) {
      putQueue({ ...address, mode: "pull", maxLeases: 0, paused: false, disabled: false });
    }
    const times = { at: task.enqueuedAtMicros, availableAtMicros: 0, retryCount: 0 };
    find(address)!.tasks.push({ ...task, ...times, id: unknownName, named: false });
    return 1;
  }

  function lease(
    operation: LeaseTasks,
    answered: OperationResult,
    given: Set<ModelTask>,
  ): OperationResult {
    const queue = find(operation)!;
    if (queue.settings.paused) return { ok: true, tasks: [] };
    const endMicros =
      answered.ok && "tasks" in answered ? answered.tasks[0]?.availableAtMicros : undefined;
    let { tag } = operation;
    let moved = 0;
    let bytes = 0;
    const taken: ModelTask[] = [];
    for (const task of ordered(queue.tasks)) {
      if (taken.length === operation.count) break;
      if (!leasable(task) || given.has(task)) continue;
      if (operation.byTag && tag !== undefined && task.tag !== tag) continue;
      if (isUsedUp(queue, task)) {
        moved += useUp(queue, task);
        continue;
      }
      if (operation.byTag) tag ??= task.tag;
      bytes += Buffer.from(task.payloadBase64, "base64url").length;
      if (taken.length > 0 && bytes > operation.payloadBytesMax) break;
      taken.push(task);
    }
    learnLeased(taken, answered);
    for (const task of taken) {
      task.at = task.availableAtMicros = chosen(endMicros, operation.leaseSeconds);
      task.retryCount += 1;
      queue.leases.push(micros());
      given.add(task);
    }
    const { deadLetterQueue } = queue.settings;
    const deadLettered =
      moved > 0 && deadLetterQueue !== undefined
        ? { deadLettered: { queue: deadLetterQueue, count: moved } }
        : {};
    return { ok: true, tasks: taken.map(shown), ...deadLettered };
  }

  /** A task may be moved to a dead-letter queue and leased there by the same batch: the lease tells its name. */
  function learnLeased(taken: readonly ModelTask[], answered: OperationResult): void {
    const answers = answered.ok && "tasks" in answered ? answered.tasks : [];
    for (const task of taken.filter(({ id }) => id === unknownName)) {
      const found = answers.find((each) => each.enqueuedAtMicros === task.enqueuedAtMicros);
      if (found === undefined) continue;
      checkGenerated(found.id);
      task.id = found.id;
    }
  }

  function putQueue(settings: QueueSettings): void {
    const queue = find(settings);
    if (queue === undefined)
      queues.push({ settings, tasks: [], tombstones: new Map(), leases: [] });
    else queue.settings = settings;
  }

  function apply(
    operation: TaskOperation,
    answered: OperationResult,
    given: Set<ModelTask>,
  ): OperationResult {
    const queue = find(operation);
    const refused = refusal(operation.type, queue);
    if (refused !== undefined) return refused;
    switch (operation.type) {
      case "insert":
        return insert(operation, answered);
      case "renew":
        return renew(operation, answered);
      case "lease":
        return lease(operation, answered, given);
      default: {
        const task = queue!.tasks.find((each) => each.id === operation.id);
        if (task === undefined) return { ok: false, failure: "task_not_found" };
        remove(queue!, task);
        return { ok: true };
      }
    }
  }

  return {
    putQueue,
    check: (operations, results) => {
      expect(results.length).toBe(operations.length);
      const refused = new Set(operations.filter(({ claim }) => claim && !isFirstClaim(claim)));
      // Deletes and renewals, then inserts, then leases, those that look at the same tasks together.
      const groups = new Map<string, number[]>();
      for (const [index, operation] of operations.entries()) {
        const { project, queue } = operation;
        const same =
          operation.type === "lease" ? [project, queue, operation.byTag, operation.tag] : [];
        const rank = { delete: 0, renew: 0, move: 0, insert: 1, lease: 2 }[operation.type];
        const key = JSON.stringify([rank, ...same]);
        groups.set(key, [...(groups.get(key) ?? []), index]);
      }
      const inOrder = [...groups].sort(([a], [b]) => Number(a[1]) - Number(b[1]));
      for (const [, indexes] of inOrder) {
        const given = new Set<ModelTask>();
        // Among leases of the oldest tag each looks afresh.
        for (const index of indexes) {
          const operation = operations[index]!;
          if (refused.has(operation)) {
            expect(results[index]).toEqual({ ok: false, failure: "key_claimed" });
            continue;
          }
          const afresh =
            operation.type === "lease" && operation.byTag && operation.tag === undefined;
          const expected = apply(operation, results[index]!, afresh ? new Set() : given);
          groupDeadLetters(expected, results, indexes, index);
          expect({ operation, result: results[index] }).toEqual({ operation, result: expected });
        }
      }
    },
    deleteQueue: (address) => {
      const queue = find(address);
      if (queue === undefined) return false;
      queues.splice(queues.indexOf(queue), 1);
      return true;
    },
    purgeQueue: (address) => {
      const queue = find(address);
      if (queue === undefined) return undefined;
      const { tasks } = queue;
      for (const task of tasks) remove(queue, task);
      return tasks.length;
    },
    tasks: (address) => {
      const queue = find(address);
      return queue && ordered(queue.tasks).map(shown);
    },
    statistics: (address) => {
      const queue = find(address);
      if (queue === undefined) return undefined;
      const within = (bucketMicros: number): number =>
        queue.leases.filter(
          (at) => Math.floor(at / bucketMicros) > Math.floor(micros() / bucketMicros) - 60,
        ).length;
      return {
        totalTasks: queue.tasks.length,
        oldestTaskSeconds: Math.floor((ordered(queue.tasks)[0]?.at ?? 0) / 1e6),
        leasedLastMinute: within(1e6),
        leasedLastHour: within(60e6),
      };
    },
    queues: (project) =>
      queues
        .map(({ settings }) => settings)
        .filter((settings) => settings.project === project)
        .sort((a, b) => (a.queue < b.queue ? -1 : 1)),
    nextAvailableAtMicros: ({ tag, ...address }) => {
      const queue = find(address);
      if (queue === undefined || queue.settings.paused) return undefined;
      if (refusal("lease", queue) !== undefined) return undefined;
      return ordered(queue.tasks.filter((task) => tag === undefined || task.tag === tag))[0]?.at;
    },
    learnNames: (address, names) => {
      for (const task of find(address)?.tasks ?? []) {
        if (task.id !== unknownName) continue;
        task.id = names.get(task.enqueuedAtMicros) ?? unknownName;
        checkGenerated(task.id);
      }
    },
    boundaries: () => [
      ...queues.flatMap(({ tasks }) => tasks.map((task) => task.at)),
      ...queues.flatMap(({ tombstones }) => [...tombstones.values()]),
    ],
  };
}

// A store may say what a group of leases moved on the group's first answer.
function groupDeadLetters(
  expected: OperationResult,
  results: readonly OperationResult[],
  indexes: readonly number[],
  index: number,
): void {
  const answered = results[index]!;
  if (!expected.ok || !("tasks" in expected)) return;
  if (indexes.length === 1) return;
  delete expected.deadLettered;
  if (answered.ok && "tasks" in answered && answered.deadLettered !== undefined) {
    expected.deadLettered = answered.deadLettered;
  }
}
