import { formatQueueYaml } from "@leasehold/authority/queue-yaml";
import { defineOperation, type Operation, type Operations } from "../api/operation.ts";
import { agentOf } from "./agent.ts";
import { applyQueueYaml } from "./apply-queue-yaml.ts";
import { noteChange } from "./note-change.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, partOf, readPage } from "./page.ts";
import { allowProject, ownsProject, type ProjectPath, visibleProject } from "./project-access.ts";
import { addressOf, noSuchQueue, type QueuePath, settingsAt } from "./queue-path.ts";
import { queueResource, queueResources } from "./queue-resource.ts";
import { queuesStatistics } from "./queues-statistics.ts";
import { createQueue, patchQueue, updateQueue } from "./update-queue.ts";

export function queueOperations(context: LeaseholdContext): Operations {
  return {
    "leasehold.queues.list": listQueues(context),
    "leasehold.queues.get": getQueue(context),
    "leasehold.queues.create": createQueue(context),
    "leasehold.queues.update": updateQueue(context),
    "leasehold.queues.patch": patchQueue(context),
    "leasehold.queues.delete": deleteQueue(context),
    "leasehold.queues.pause": pauseQueue(context, { paused: true }),
    "leasehold.queues.resume": pauseQueue(context, { paused: false }),
    "leasehold.queues.purge": purgeQueue(context),
    "leasehold.queues.apply": applyQueueYaml(context),
    "leasehold.queues.export": exportQueueYaml(context),
    "leasehold.queues.statistics": queuesStatistics(context),
  };
}

function listQueues(context: LeaseholdContext): Operation {
  const nameOf = ({ queue }: { queue: string }): string => queue;
  return defineOperation<ProjectPath & PageParameters>({
    allow: allowProject(context.authority.administration, "read"),
    async run(call) {
      const all = await context.queues.listQueues(call.values.project);
      const page = await readPage(call.values, async (part) => partOf(all, nameOf, part), nameOf);
      const { items } = page;
      if (items === undefined) return page;
      return { ...page, items: await queueResources(context, call, items) };
    },
  });
}

function getQueue(context: LeaseholdContext): Operation {
  return defineOperation<QueuePath>({
    allow: allowProject(context.authority.administration, "read"),
    run: async (call) => queueResource(context, call, await settingsAt(context, call.values)),
  });
}

function pauseQueue(context: LeaseholdContext, { paused }: { paused: boolean }): Operation {
  return defineOperation<QueuePath>({
    allow: allowProject(context.authority.administration, "write"),
    async run(call) {
      const settings = { ...(await settingsAt(context, call.values)), paused };
      await context.queues.putQueue(settings);
      await noteChange(context, call, { action: paused ? "queue.pause" : "queue.resume" });
      return queueResource(context, call, settings);
    },
  });
}

function purgeQueue(context: LeaseholdContext): Operation {
  return defineOperation<QueuePath>({
    allow: allowProject(context.authority.administration, "write"),
    async run(call) {
      const deletedTasks = await context.queues.purgeQueue(addressOf(call.values));
      if (deletedTasks === undefined) throw noSuchQueue(call.values);
      await noteChange(context, call, { action: "queue.purge", detail: { deletedTasks } });
      return { deletedTasks };
    },
  });
}

function deleteQueue(context: LeaseholdContext): Operation {
  const { queues, authority } = context;
  return defineOperation<QueuePath>({
    allow: allowProject(authority.administration, "write"),
    async run(call) {
      const address = addressOf(call.values);
      if (!(await queues.deleteQueue(address))) throw noSuchQueue(call.values);
      await authority.administration.deleteQueueAcl({ ...address, ...agentOf(call.caller) });
      await noteChange(context, call, { action: "queue.delete" });
    },
  });
}

function exportQueueYaml({ queues, authority }: LeaseholdContext): Operation {
  const { administration } = authority;
  return defineOperation<ProjectPath>({
    allow: allowProject(administration, "read"),
    async run(call) {
      const { project } = call.values;
      const all = await queues.listQueues(project);
      const names = all.map(({ queue }) => queue);
      const isOwner = ownsProject(await visibleProject(administration, call));
      const acls = isOwner ? await administration.queueAcls(project, names) : [];
      const rows = all.map((settings, index) => ({
        ...settings,
        name: settings.queue,
        acl: acls[index],
      }));
      return { queueYaml: formatQueueYaml(rows) };
    },
  });
}
