import { invalidParameter } from "../api/api-error.ts";
import { defineOperation, type Operation } from "../api/operation.ts";
import { failed } from "./failed.ts";
import { errorOf } from "./failure.ts";
import type { TaskqueueContext } from "./operations.ts";
import { pullQueueOf } from "./pull-queue.ts";
import { addressOf, type QueuePath } from "./queue-path.ts";
import { taskResource, taskResources } from "./task-resource.ts";

interface ListParameters extends QueuePath {
  maxResults: number;
  pageToken?: string;
}

export function getTask(context: TaskqueueContext): Operation {
  return defineOperation<QueuePath & { task: string }>({
    allow: context.gate.allow("consumer"),
    async run(call) {
      const { values } = call;
      const task = await context.queues.getTask({ ...addressOf(values), id: values.task });
      if (task !== undefined) return taskResource(task, values);
      await pullQueueOf(context, call);
      throw errorOf("task_not_found", values, values.task);
    },
  });
}

export function listTasks(context: TaskqueueContext): Operation {
  return defineOperation<ListParameters>({
    allow: context.gate.allow("consumer"),
    async run(call) {
      const { values } = call;
      await pullQueueOf(context, call);
      const page = await listPage(context, values);
      if (page === undefined) {
        throw await failed(context, call, { failure: "queue_not_found", task: "" });
      }
      return {
        items: taskResources(page.tasks, values),
        nextPageToken: page.nextPageToken,
      };
    },
  });
}

async function listPage(
  { queues }: TaskqueueContext,
  values: ListParameters,
): ReturnType<TaskqueueContext["queues"]["listTasks"]> {
  const { maxResults, pageToken } = values;
  try {
    return await queues.listTasks({
      ...addressOf(values),
      count: maxResults,
      ...(pageToken === undefined ? undefined : { pageToken }),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalidParameter(
      "pageToken",
      "Invalid value for pageToken: it must be the nextPageToken of a page of this queue.",
    );
  }
}
