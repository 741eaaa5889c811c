import type { Task } from "@leasehold/taskqueue-v1beta2";
import type { QueuePlace } from "./lease-term.ts";

/** What a command is told of its task beside the payload. */
export interface TaskFacts {
  project: string;
  queue: string;
  id: string;
  /** Empty for a task without a tag. */
  tag: string;
  /** 1 for the first lease. */
  retryCount: number;
  /** Microseconds since the epoch. */
  enqueueTimestamp: string;
  /** Microseconds since the epoch, when the lease was given; it is renewed while the command runs. */
  leaseTimestamp: string;
}

export function factsOf(task: Task, place: QueuePlace): TaskFacts {
  return {
    project: place.project,
    queue: place.taskqueue,
    id: task.id ?? "",
    tag: task.tag ?? "",
    retryCount: task.retry_count ?? 1,
    enqueueTimestamp: task.enqueueTimestamp ?? "0",
    leaseTimestamp: task.leaseTimestamp ?? "0",
  };
}

/** The facts as environment variables, beside those that there are. */
export function environmentOf(facts: TaskFacts, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...env,
    LEASEHOLD_TASK_PROJECT: facts.project,
    LEASEHOLD_TASK_QUEUE: facts.queue,
    LEASEHOLD_TASK_ID: facts.id,
    // No variable can hold a NUL.
    LEASEHOLD_TASK_TAG: facts.tag.replaceAll("\u0000", "\u{fffd}"),
    LEASEHOLD_TASK_RETRY_COUNT: `${facts.retryCount}`,
    LEASEHOLD_TASK_ENQUEUE_TIMESTAMP: facts.enqueueTimestamp,
    LEASEHOLD_TASK_LEASE_TIMESTAMP: facts.leaseTimestamp,
  };
}
