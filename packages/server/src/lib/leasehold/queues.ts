import type { QueueAddress } from "@leasehold/queue/operation";
import type { QueueSettings } from "@leasehold/queue/store";
import { type ApiError, notFound } from "../api/api-error.ts";
import { defineOperation, type Operation, type OperationCall } from "../api/operation.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, pageOf } from "./page.ts";
import { allowProject, ownsProject, type ProjectPath, visibleProject } from "./project-access.ts";
import { queueResource } from "./queue-resource.ts";

/** The path values of every method of one queue. */
export type QueuePath = ProjectPath & { queue: string };

type QueueCall = Pick<OperationCall<QueuePath>, "caller" | "values">;

export function listQueues(context: LeaseholdContext): Operation {
  const { queues, authority } = context;
  return defineOperation<ProjectPath & PageParameters>({
    allow: allowProject(authority.administration, "read"),
    async run(call) {
      const showsAcl = ownsProject(await visibleProject(authority.administration, call));
      const all = await queues.listQueues(call.values.project);
      const page = pageOf(all, ({ queue }) => queue, call.values);
      const resources = page.items?.map((each) => queueResource(context, each, { showsAcl }));
      return { ...page, items: resources === undefined ? undefined : await Promise.all(resources) };
    },
  });
}

export function getQueue(context: LeaseholdContext): Operation {
  return defineOperation<QueuePath>({
    allow: allowProject(context.authority.administration, "read"),
    run: async (call) => answerQueue(context, call, await settingsOf(context, call.values)),
  });
}

export function pauseQueue(context: LeaseholdContext, { paused }: { paused: boolean }): Operation {
  return defineOperation<QueuePath>({
    allow: allowProject(context.authority.administration, "write"),
    async run(call) {
      const settings = { ...(await settingsOf(context, call.values)), paused };
      await context.queues.putQueue(settings);
      await noteChange(context, call, paused ? "queue.pause" : "queue.resume");
      return answerQueue(context, call, settings);
    },
  });
}

export function purgeQueue(context: LeaseholdContext): Operation {
  return defineOperation<QueuePath>({
    allow: allowProject(context.authority.administration, "write"),
    async run(call) {
      const deletedTasks = await context.queues.purgeQueue(addressOf(call.values));
      if (deletedTasks === undefined) throw noSuchQueue(call.values);
      await noteChange(context, call, "queue.purge");
      return { deletedTasks };
    },
  });
}

export function deleteQueue(context: LeaseholdContext): Operation {
  const { queues, authority } = context;
  return defineOperation<QueuePath>({
    allow: allowProject(authority.administration, "write"),
    async run(call) {
      const address = addressOf(call.values);
      if (!(await queues.deleteQueue(address))) throw noSuchQueue(call.values);
      await authority.administration.deleteQueueAcl({ ...address, actor: call.caller.user });
      await noteChange(context, call, "queue.delete");
    },
  });
}

/** The answer of a method that answers with its queue. */
export async function answerQueue(
  context: LeaseholdContext,
  call: QueueCall,
  settings: QueueSettings,
): Promise<object> {
  const project = await visibleProject(context.authority.administration, call);
  return queueResource(context, settings, { showsAcl: ownsProject(project) });
}

/** Adds a line to the audit log. */
export function noteChange(
  { authority }: LeaseholdContext,
  { caller, values }: QueueCall,
  action: string,
): Promise<void> {
  const target = `${values.project}/${values.queue}`;
  return authority.administration.audit({ actor: caller.user, action, target });
}

export function addressOf({ project, queue }: QueuePath): QueueAddress {
  return { project, queue };
}

async function settingsOf({ queues }: LeaseholdContext, values: QueuePath): Promise<QueueSettings> {
  const settings = await queues.getQueue(addressOf(values));
  if (settings === undefined) throw noSuchQueue(values);
  return settings;
}

function noSuchQueue({ project, queue }: QueuePath): ApiError {
  return notFound(`Not Found. The project ${project} has no queue ${queue}.`);
}
