import type {
  DeleteTask,
  InsertTask,
  LeaseTasks,
  QueueAddress,
  RenewLease,
  ResultOf,
  Task,
} from "./operation.ts";
import type { ListTasks, QueueSettings, QueueStatistics, TaskPage } from "./store.ts";

/** A lease that may wait for a task. */
export interface LeaseRequest extends Omit<LeaseTasks, "type"> {
  /** How long to wait for a first task, 0 to 60 seconds. */
  waitSeconds: number;
  /** Ends the wait, as when the caller hangs up: the answer is then no tasks, and none is leased. */
  signal?: AbortSignal;
}

/** The pull queues of a service: every operation goes through one group commit. */
export interface PullQueues {
  insert(request: Omit<InsertTask, "type">): Promise<ResultOf<InsertTask>>;
  lease(request: LeaseRequest): Promise<ResultOf<LeaseTasks>>;
  renew(request: Omit<RenewLease, "type">): Promise<ResultOf<RenewLease>>;
  delete(request: Omit<DeleteTask, "type">): Promise<ResultOf<DeleteTask>>;
  getTask(address: QueueAddress & { id: string }): Promise<Task | undefined>;
  listTasks(request: ListTasks): Promise<TaskPage | undefined>;
  statistics(address: QueueAddress): Promise<QueueStatistics | undefined>;
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
