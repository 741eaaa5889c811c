import type { LeaseRequest } from "@leasehold/queue";
import { invalidParameter } from "../api/api-error.ts";
import { defineOperation, type Operation, type OperationCall } from "../api/operation.ts";
import { failed } from "./failed.ts";
import type { TaskqueueContext } from "./operations.ts";
import { projectIdOf, type QueuePath } from "./queue-path.ts";
import { checkTag } from "./task-fields.ts";
import { taskResources } from "./task-resource.ts";

interface LeaseParameters extends QueuePath {
  numTasks: number;
  leaseSecs: number;
  groupByTag: boolean;
  tag?: string;
  waitSecs: number;
}

/** One answer holds at most this much payload: fewer tasks are leased, never an error. */
const answerPayloadBytesMax = 32 * 1024 * 1024;

export function leaseTasks(context: TaskqueueContext): Operation {
  const { queues, gate } = context;
  return defineOperation<LeaseParameters>({
    claimsNonce: true,
    allow: gate.allow("consumer"),
    async run(call) {
      const { values } = call;
      if (values.tag !== undefined && !values.groupByTag) {
        throw invalidParameter("tag", "The parameter tag may be given only with groupByTag=true.");
      }
      checkTag(values.tag, "parameter");
      const result = await queues.lease(requestOf(call));
      if (!result.ok) throw await failed(context, call, { failure: result.failure, task: "" });
      return { items: taskResources(result.tasks, values) };
    },
  });
}

function requestOf({ values, claim, signal }: OperationCall<LeaseParameters>): LeaseRequest {
  return {
    project: projectIdOf(values.project),
    queue: values.taskqueue,
    claim,
    count: values.numTasks,
    leaseSeconds: values.leaseSecs,
    byTag: values.groupByTag,
    payloadBytesMax: answerPayloadBytesMax,
    waitSeconds: values.waitSecs,
    ...(values.tag === undefined ? undefined : { tag: values.tag }),
    ...(values.waitSecs === 0 ? undefined : { signal: signal() }),
  };
}
