import type { Authority } from "@leasehold/authority";
import type { PullQueues } from "@leasehold/queue";
import type { Operations } from "../api/operation.ts";
import { applyConfigurationFile } from "./apply-configuration-file.ts";
import { applyQueueYaml } from "./apply-queue-yaml.ts";
import { getProject, listProjects } from "./projects.ts";
import { deleteQueue, getQueue, listQueues, pauseQueue, purgeQueue } from "./queues.ts";
import { updateQueue } from "./update-queue.ts";

/** What the operations of the administration API work with. */
export interface LeaseholdContext {
  queues: PullQueues;
  authority: Pick<Authority, "administration" | "applyConfiguration" | "queueAcl">;
}

/** The administration API, v1: what its methods do. */
export function leaseholdOperations(context: LeaseholdContext): Operations {
  return {
    "leasehold.projects.list": listProjects(context),
    "leasehold.projects.get": getProject(context),
    "leasehold.queues.list": listQueues(context),
    "leasehold.queues.get": getQueue(context),
    "leasehold.queues.update": updateQueue(context),
    "leasehold.queues.delete": deleteQueue(context),
    "leasehold.queues.purge": purgeQueue(context),
    "leasehold.queues.pause": pauseQueue(context, { paused: true }),
    "leasehold.queues.resume": pauseQueue(context, { paused: false }),
    "leasehold.queues.apply": applyQueueYaml(context),
    "leasehold.configuration.apply": applyConfigurationFile(context),
  };
}
