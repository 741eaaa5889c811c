import type { TaskState } from "@leasehold/queue/store";
import { invalidParameter } from "../api/api-error.ts";
import { defineOperation, type Operation, type Operations } from "../api/operation.ts";
import { normalizedPayload } from "../taskqueue/payload.ts";
import { checkTag, etaMicros, taskNameIn } from "../taskqueue/task-fields.ts";
import { moveTask } from "./move-task.ts";
import { noteChange } from "./note-change.ts";
import type { LeaseholdContext } from "./operations.ts";
import type { PageParameters } from "./page.ts";
import { allowProject } from "./project-access.ts";
import { addressOf, noSuchQueue, type QueuePath } from "./queue-path.ts";
import { refusal, type TaskPath, taskResource } from "./task-resource.ts";

interface TaskBody {
  id?: string;
  payloadBase64: string;
  tag?: string;
  leaseTimestamp?: bigint;
}

/** One answer holds at most this much payload: fewer tasks are leased, never an error. */
const answerPayloadBytesMax = 32 * 1024 * 1024;

export function taskOperations(context: LeaseholdContext): Operations {
  return {
    "leasehold.tasks.list": listTasks(context),
    "leasehold.tasks.get": getTask(context),
    "leasehold.tasks.insert": insertTask(context),
    "leasehold.tasks.lease": leaseTasks(context),
    "leasehold.tasks.release": releaseTask(context),
    "leasehold.tasks.move": moveTask(context),
    "leasehold.tasks.delete": deleteTask(context),
  };
}

function listTasks(context: LeaseholdContext): Operation {
  const { queues, authority, now } = context;
  return defineOperation<QueuePath & PageParameters & { tag?: string; state?: TaskState }>({
    allow: allowProject(authority.administration, "read"),
    async run({ values }) {
      const { maxResults, pageToken, tag, state, queue } = values;
      checkTag(tag, "parameter");
      const request = {
        ...addressOf(values),
        count: maxResults,
        ...(pageToken !== undefined && { pageToken }),
        ...(tag !== undefined && { tag }),
        ...(state !== undefined && { state }),
      };
      const page = await queues.listTasks(request).catch(refusePageToken);
      if (page === undefined) throw noSuchQueue(values);
      const nowMs = now();
      const items = page.tasks.map((task) => taskResource(task, { queue, nowMs }));
      return { items: items.length === 0 ? undefined : items, nextPageToken: page.nextPageToken };
    },
  });
}

function refusePageToken(error: unknown): never {
  if (!(error instanceof RangeError)) throw error;
  throw invalidParameter(
    "pageToken",
    "Invalid value for pageToken: it must be the nextPageToken of a page of this queue.",
  );
}

function getTask({ queues, authority, now }: LeaseholdContext): Operation {
  return defineOperation<TaskPath>({
    allow: allowProject(authority.administration, "read"),
    async run({ values }) {
      const task = await queues.getTask({ ...addressOf(values), id: values.task });
      if (task !== undefined) return taskResource(task, { queue: values.queue, nowMs: now() });
      const queue = await queues.getQueue(addressOf(values));
      throw refusal(queue === undefined ? "queue_not_found" : "task_not_found", values);
    },
  });
}

function insertTask(context: LeaseholdContext): Operation {
  const { queues, authority, now } = context;
  return defineOperation<QueuePath, TaskBody>({
    allow: allowProject(authority.administration, "write"),
    async run(call) {
      const { values, body } = call;
      checkTag(body.tag, "field");
      const path = { project: values.project, taskqueue: values.queue };
      const id = body.id === undefined ? undefined : taskNameIn(body.id, path);
      const result = await queues.insert({
        ...addressOf(values),
        payloadBase64: normalizedPayload(body.payloadBase64),
        tag: body.tag ?? "",
        availableAtMicros: etaMicros(body.leaseTimestamp, now()),
        ...(id !== undefined && { id }),
      });
      if (!result.ok) throw refusal(result.failure, { ...values, task: id ?? "" });
      await noteChange(context, call, { action: "task.insert", detail: { task: result.task.id } });
      return taskResource(result.task, { queue: values.queue, nowMs: now() });
    },
  });
}

function leaseTasks(context: LeaseholdContext): Operation {
  const { queues, authority, now } = context;
  return defineOperation<QueuePath & { numTasks: number; leaseSecs: number; tag?: string }>({
    allow: allowProject(authority.administration, "write"),
    async run(call) {
      const { values } = call;
      const { numTasks, leaseSecs, tag, queue } = values;
      checkTag(tag, "parameter");
      const result = await queues.lease({
        ...addressOf(values),
        count: numTasks,
        leaseSeconds: leaseSecs,
        byTag: tag !== undefined,
        payloadBytesMax: answerPayloadBytesMax,
        waitSeconds: 0,
        ...(tag !== undefined && { tag }),
      });
      if (!result.ok) throw refusal(result.failure, { ...values, task: "" });
      const { tasks } = result;
      if (tasks.length === 0) return {};
      await noteChange(context, call, { action: "task.lease", detail: { tasks: tasks.length } });
      const nowMs = now();
      return { items: tasks.map((task) => taskResource(task, { queue, nowMs })) };
    },
  });
}

function releaseTask(context: LeaseholdContext): Operation {
  const { queues, authority, now } = context;
  return defineOperation<TaskPath>({
    allow: allowProject(authority.administration, "write"),
    async run(call) {
      const { values } = call;
      const request = { ...addressOf(values), id: values.task, newLeaseSeconds: 0 };
      const result = await queues.renew(request);
      if (!result.ok) throw refusal(result.failure, values);
      await noteChange(context, call, { action: "task.release", detail: { task: values.task } });
      return taskResource(result.task, { queue: values.queue, nowMs: now() });
    },
  });
}

function deleteTask(context: LeaseholdContext): Operation {
  const { queues, authority } = context;
  return defineOperation<TaskPath>({
    allow: allowProject(authority.administration, "write"),
    async run(call) {
      const { values } = call;
      const result = await queues.delete({ ...addressOf(values), id: values.task });
      if (!result.ok) throw refusal(result.failure, values);
      await noteChange(context, call, { action: "task.delete", detail: { task: values.task } });
    },
  });
}
