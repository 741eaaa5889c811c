import type { Task, TaskSummary } from "@leasehold/queue/operation";
import { longNameOf, type QueuePath } from "./queue-path.ts";

/** The Task resource, before the compiled writer makes text of it. */
export interface TaskResource {
  id: string;
  queueName: string;
  payloadBase64: string | undefined;
  enqueueTimestamp: number;
  leaseTimestamp: number;
  retry_count: number;
  tag: string | undefined;
}

export function taskResource(task: Task | TaskSummary, path: QueuePath): TaskResource {
  return resourceOf(task, longNameOf(path));
}

/** Several of one queue; undefined for none, since an empty list is left out. */
export function taskResources(
  tasks: readonly (Task | TaskSummary)[],
  path: QueuePath,
): TaskResource[] | undefined {
  if (tasks.length === 0) return undefined;
  const queueName = longNameOf(path);
  return tasks.map((task) => resourceOf(task, queueName));
}

function resourceOf(task: Task | TaskSummary, queueName: string): TaskResource {
  return {
    id: task.id,
    queueName,
    payloadBase64: "payloadBase64" in task ? task.payloadBase64 : undefined,
    enqueueTimestamp: task.enqueuedAtMicros,
    leaseTimestamp: task.availableAtMicros,
    retry_count: task.retryCount,
    tag: task.tag === "" ? undefined : task.tag,
  };
}
