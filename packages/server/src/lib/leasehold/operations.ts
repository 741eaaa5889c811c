import type { Authority } from "@leasehold/authority";
import type { PullQueues } from "@leasehold/queue";
import { ApiError } from "../api/api-error.ts";
import type { Operation, Operations } from "../api/operation.ts";
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
  return answerTheRest({
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
  });
}

/** Methods that the document has and that are not done on this branch yet say so. It goes with the last of them. */
function answerTheRest(operations: Operations): Operations {
  const refuse: Operation = {
    allow: () => {
      throw new ApiError({
        status: 501,
        reason: "notImplemented",
        message: "Not Implemented. This server does not do this method yet.",
      });
    },
    run: () => undefined,
  };
  return new Proxy(operations, { get: (known, id) => known[String(id)] ?? refuse });
}
