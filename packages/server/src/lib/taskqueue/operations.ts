import type { Authority } from "@leasehold/authority";
import type { PullQueues } from "@leasehold/queue";
import type { Operations } from "../api/operation.ts";
import { createQueueGate, type QueueGate } from "./access.ts";
import { deleteTask } from "./delete-task.ts";
import { getQueue } from "./get-queue.ts";
import { getTask, listTasks } from "./read-tasks.ts";
import { insertTask } from "./insert-task.ts";
import { leaseTasks } from "./lease-tasks.ts";
import { patchTask, updateTask } from "./renew-lease.ts";

/** What the operations of the Task Queue API work with. */
export interface TaskqueueContext {
  queues: PullQueues;
  authority: Pick<Authority, "queueAccess" | "queueAcl">;
  gate: QueueGate;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** The Task Queue API, v1beta2: what its eight methods do. */
export function taskqueueOperations(options: Omit<TaskqueueContext, "gate">): Operations {
  const context: TaskqueueContext = { ...options, gate: createQueueGate(options) };
  return {
    "taskqueue.taskqueues.get": getQueue(context),
    "taskqueue.tasks.list": listTasks(context),
    "taskqueue.tasks.insert": insertTask(context),
    "taskqueue.tasks.lease": leaseTasks(context),
    "taskqueue.tasks.get": getTask(context),
    "taskqueue.tasks.update": updateTask(context),
    "taskqueue.tasks.patch": patchTask(context),
    "taskqueue.tasks.delete": deleteTask(context),
  };
}
