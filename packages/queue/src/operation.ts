/** A queue's address: the project's id (no partition prefix) and the queue's name. */
export interface QueueAddress {
  project: string;
  queue: string;
}

/** A task as stores and callers see it. Times are microseconds since the epoch. */
export interface Task {
  /** The short name, unique in its queue. */
  id: string;
  /** URL-safe base64 with padding, as the wire carries it. */
  payloadBase64: string;
  /** The empty string for an untagged task. */
  tag: string;
  enqueuedAtMicros: number;
  /** When the task may next be leased: its ETA, or the end of its lease; 0 when inserted without an ETA and never leased. */
  availableAtMicros: number;
  /** How many leases the task has had. */
  retryCount: number;
}

/** A task without its payload, as lists answer it. */
export type TaskSummary = Omit<Task, "payloadBase64">;

/**
 * A key that can be used up once, for whoever must do something once at most and remember that on disk. Claimed with an
 * operation it shares the operation's transaction: when somebody had it before, the operation is not done.
 */
export interface Claim {
  /** A text that nobody else makes, such as a hash. */
  key: string;
  /** Until when it is remembered; a part of the key: the same text with another time is another one. */
  untilMicros: number;
}

interface OnQueue extends QueueAddress {
  /** Claimed first: when that fails, so does the operation, with `key_claimed`. */
  claim?: Claim | undefined;
}

export interface InsertTask extends OnQueue {
  type: "insert";
  /** The caller's name for the task; left out, the store makes one of 16 hex digits. */
  id?: string;
  payloadBase64: string;
  tag: string;
  /** The ETA; 0 for none. */
  availableAtMicros: number;
}

export interface LeaseTasks extends OnQueue {
  type: "lease";
  /** At most this many tasks (1 to 1000). */
  count: number;
  leaseSeconds: number;
  /** With `byTag`: `tag` alone, or the tag of the oldest available task when it is left out. */
  byTag: boolean;
  tag?: string;
  /** Fewer tasks are answered rather than more payload than this; one task is always answered. */
  payloadBytesMax: number;
}

export interface RenewLease extends OnQueue {
  type: "renew";
  id: string;
  newLeaseSeconds: number;
  /** When given it must be the current one and lie in the future. */
  expectedAvailableAtMicros?: number;
  /** A new tag, when given. */
  tag?: string;
}

export interface DeleteTask extends OnQueue {
  type: "delete";
  id: string;
}

/** Moves a task to another queue of the project, as from a dead-letter queue: it gets a new name and was never leased there. */
export interface MoveTask extends OnQueue {
  type: "move";
  id: string;
  /** The name of the queue that takes it. */
  destination: string;
}

/** Uses a key up: of all claims of a key one succeeds, the others fail with `key_claimed`. */
export interface ClaimKey extends Claim {
  type: "claim";
}

/** Something done to the tasks of a queue. */
export type TaskOperation = InsertTask | LeaseTasks | RenewLease | DeleteTask | MoveTask;

/** What a store is asked to do. A batch is one transaction; each operation in it succeeds or fails alone. */
export type Operation = TaskOperation | ClaimKey;

/** Why an operation failed. Callers switch on it. */
export type OperationFailure =
  | "queue_not_found"
  | "queue_disabled"
  | "queue_not_pull"
  | "task_not_found"
  | "task_exists"
  | "task_name_tombstoned"
  | "lease_expired"
  /** A task cannot be moved there: there is no such queue. */
  | "destination_not_found"
  /** A task cannot be moved there: the queue takes none. */
  | "destination_refuses"
  /** The key was claimed before: nothing was done. */
  | "key_claimed"
  | "store_failed"
  /** More operations are waiting than memory is set aside for: try again later. */
  | "overloaded";

/** Tasks that a lease attempt found used up (`maxLeases`) and moved to the dead-letter queue of the same project. */
export interface DeadLettered {
  queue: string;
  count: number;
}

/** What became of an operation: `task` for insert, renew and move, `tasks` for lease, neither for delete and claim. */
export type OperationResult =
  | { ok: true; task: Task }
  | { ok: true; tasks: Task[]; deadLettered?: DeadLettered }
  | { ok: true }
  | { ok: false; failure: OperationFailure };

/** The result type of one operation. */
export type ResultOf<O extends Operation> =
  | { ok: false; failure: OperationFailure }
  | (O extends InsertTask | RenewLease | MoveTask
      ? { ok: true; task: Task }
      : O extends LeaseTasks
        ? { ok: true; tasks: Task[]; deadLettered?: DeadLettered }
        : { ok: true });
