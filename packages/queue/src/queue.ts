import type {
  ClaimKey,
  DeleteTask,
  InsertTask,
  LeaseTasks,
  MoveTask,
  QueueAddress,
  RenewLease,
  ResultOf,
  Task,
} from "./operation.ts";
import { createGroupCommit } from "./lib/group-commit.ts";
import { defaultLimits, type QueueLimits } from "./lib/limits.ts";
import { createWaitingLeases } from "./lib/waiting-leases.ts";
import type { Schedule } from "./lib/alarm.ts";
import { checkSettings } from "./rules.ts";
import type {
  ListTasks,
  LiveStatistics,
  QueueSettings,
  QueueStatistics,
  QueueStore,
  TaskPage,
} from "./store.ts";

/** Everything that pull queues need. Only the store must be given. */
export interface PullQueuesOptions {
  store: QueueStore;
  /** Bounds on what is kept in memory and on batches; those left out are the defaults. */
  limits?: Partial<QueueLimits>;
  /** Told why the store failed; callers only learn `store_failed`. Nothing by default. */
  onStoreFailure?: (error: unknown) => void;
  /** The store's clock, in milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
  /** Milliseconds that never go back. Default `performance.now`. */
  monotonicMs?: () => number;
  /** Calls back after a delay, unless the function it returns is called. Default `setTimeout`. */
  schedule?: Schedule;
  /**
   * How long waiting leases sleep at most before one looks again, for a store that other processes
   * write too; called each time, so that it can add jitter. Left out, they trust what this process sees.
   */
  recheckMs?: () => number;
}

/** A lease that may wait for a task. */
export interface LeaseRequest extends Omit<LeaseTasks, "type"> {
  /** How long to wait for a first task, 0 to 60 seconds. */
  waitSeconds: number;
  /**
   * Ends the wait, as when the caller hangs up: the answer is then no tasks. Tasks that were being
   * leased for the caller at that moment are released at once; they have had one lease more.
   */
  signal?: AbortSignal;
}

/** The pull queues of a service: every operation goes through one group commit. */
export interface PullQueues {
  insert(request: Omit<InsertTask, "type">): Promise<ResultOf<InsertTask>>;
  lease(request: LeaseRequest): Promise<ResultOf<LeaseTasks>>;
  renew(request: Omit<RenewLease, "type">): Promise<ResultOf<RenewLease>>;
  delete(request: Omit<DeleteTask, "type">): Promise<ResultOf<DeleteTask>>;
  move(request: Omit<MoveTask, "type">): Promise<ResultOf<MoveTask>>;
  claim(request: Omit<ClaimKey, "type">): Promise<ResultOf<ClaimKey>>;
  getTask(address: QueueAddress & { id: string }): Promise<Task | undefined>;
  listTasks(request: ListTasks): Promise<TaskPage | undefined>;
  statistics(address: QueueAddress): Promise<QueueStatistics | undefined>;
  liveStatistics(request: {
    project: string;
    queues: readonly string[];
  }): Promise<LiveStatistics[]>;
  getQueue(address: QueueAddress): Promise<QueueSettings | undefined>;
  listQueues(project: string): Promise<QueueSettings[]>;
  putQueue(settings: QueueSettings): Promise<void>;
  deleteQueue(address: QueueAddress): Promise<boolean>;
  purgeQueue(address: QueueAddress): Promise<number | undefined>;
  /** Operations taken and not yet answered. */
  readonly pending: number;
  /** Answers waiting leases with no tasks, finishes what was taken, closes the store. */
  close(): Promise<void>;
}

/**
 * Makes the pull queues of a store.
 *
 * Answers say that what they tell is on disk. When the store fails, every operation of the batch
 * answers `store_failed`; it may or may not have happened.
 */
export function createPullQueues(options: PullQueuesOptions): PullQueues {
  const { store } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const onStoreFailure = options.onStoreFailure ?? (() => undefined);
  const monotonicMs = options.monotonicMs ?? (() => performance.now());
  const commit = createGroupCommit({ store, limits, onStoreFailure, monotonicMs });
  const waiting = createWaitingLeases({
    store,
    commit,
    waitersMax: limits.waitingLeasesMax,
    onStoreFailure,
    now: options.now ?? Date.now,
    schedule: options.schedule ?? scheduleTimeout,
    recheckMs: options.recheckMs,
  });

  return {
    insert: async (request) => {
      const result = await commit.submit({ type: "insert", ...request });
      if (result.ok) waiting.noteTask(request, result.task);
      return result;
    },
    lease: (request) => waiting.lease(request),
    renew: async (request) => {
      const result = await commit.submit({ type: "renew", ...request });
      if (result.ok) waiting.noteTask(request, result.task);
      return result;
    },
    delete: (request) => commit.submit({ type: "delete", ...request }),
    move: async (request) => {
      const result = await commit.submit({ type: "move", ...request });
      const { project, destination } = request;
      if (result.ok) waiting.noteTask({ project, queue: destination }, result.task);
      return result;
    },
    claim: (request) => commit.submit({ type: "claim", ...request }),
    getTask: (address) => store.getTask(address),
    listTasks: (request) => store.listTasks(request),
    statistics: (address) => store.statistics(address),
    liveStatistics: (request) => store.liveStatistics(request),
    getQueue: (address) => store.getQueue(address),
    listQueues: (project) => store.listQueues(project),
    putQueue: async (settings) => {
      checkSettings(settings);
      await store.putQueue(settings);
      waiting.noteQueue(settings);
    },
    deleteQueue: async (address) => {
      const deleted = await store.deleteQueue(address);
      waiting.noteQueue(address);
      return deleted;
    },
    purgeQueue: (address) => store.purgeQueue(address),
    get pending() {
      return commit.pending;
    },
    close: async () => {
      waiting.close();
      await commit.close();
      await store.close();
    },
  };
}

function scheduleTimeout(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}
