import type { Operation, OperationResult, QueueAddress, Task, TaskSummary } from "./operation.ts";

/** What a queue is set to. The keys of a queue.yaml that mean something to a pull queue. */
export interface QueueSettings extends QueueAddress {
  mode: "pull" | "push";
  /** After this many leases a task is not leased again; 0 for no limit (task_retry_limit). */
  maxLeases: number;
  /** Where tasks go after `maxLeases`: another queue of the same project, made when it is missing. Left out, they are deleted. */
  deadLetterQueue?: string;
  /** A paused queue leases nothing. */
  paused: boolean;
  /** A disabled queue refuses insert and lease. */
  disabled: boolean;
}

/** A queue's figures. */
export interface QueueStatistics {
  totalTasks: number;
  /** The earliest time from which a task may be leased, in seconds since the epoch; 0 with no task. */
  oldestTaskSeconds: number;
  leasedLastMinute: number;
  leasedLastHour: number;
}

export interface ListTasks extends QueueAddress {
  /** At most this many (1 to 1000). */
  count: number;
  /** Where the page before ended. Opaque; a store refuses one that it did not make with a RangeError. */
  pageToken?: string;
  /** Only tasks with this tag; the empty one is that of untagged tasks. */
  tag?: string;
  /** Only tasks in this state. A page may then hold fewer than there are, or none, and still have one that follows. */
  state?: TaskState;
}

/** Whether a task may be leased now: `delayed` is one that was inserted for a later time and never leased. */
export type TaskState = "available" | "leased" | "delayed";

/** A queue's figures, with how many tasks cannot be leased now. */
export interface LiveStatistics extends QueueStatistics {
  queue: string;
  /** Tasks that are leased now. */
  leasedTasks: number;
  delayedTasks: number;
  /** True when counting ended early: there may be more of both. */
  capped: boolean;
}

export interface TaskPage {
  tasks: TaskSummary[];
  nextPageToken?: string;
}

/**
 * Where tasks are kept. Every store passes the suite in `test/store-suite.ts`.
 * An answer means that what it says is on disk.
 */
export interface QueueStore {
  /** Runs a batch in one transaction, in the order of `executionOrder`; the results are in the operations' order. Rejects when nothing of it may be believed. */
  execute(operations: readonly Operation[]): Promise<OperationResult[]>;
  getTask(address: QueueAddress & { id: string }): Promise<Task | undefined>;
  /** A page of tasks in the order in which they would be leased: time, then name. */
  listTasks(request: ListTasks): Promise<TaskPage | undefined>;
  statistics(address: QueueAddress): Promise<QueueStatistics | undefined>;
  /** The figures of several queues, read at one moment, in the order asked for; one that there is not is left out. */
  liveStatistics(request: {
    project: string;
    queues: readonly string[];
  }): Promise<LiveStatistics[]>;
  /** The earliest time (µs) at which a lease could find a task, for waiters; undefined with none, and while the queue leases nothing. */
  nextAvailableAtMicros(address: QueueAddress & { tag?: string }): Promise<number | undefined>;
  getQueue(address: QueueAddress): Promise<QueueSettings | undefined>;
  listQueues(project: string): Promise<QueueSettings[]>;
  /** Makes the queue, or sets an existing one. Rejects with a TypeError when it names itself as its dead-letter queue. */
  putQueue(settings: QueueSettings): Promise<void>;
  /** Deletes the queue, its tasks and its tombstones; false when there is none. */
  deleteQueue(address: QueueAddress): Promise<boolean>;
  /** Deletes every task, as `delete` would (names given by callers become tombstones); how many, or undefined without the queue. */
  purgeQueue(address: QueueAddress): Promise<number | undefined>;
  /** Finishes what was taken, then closes. */
  close(): Promise<void>;
}
