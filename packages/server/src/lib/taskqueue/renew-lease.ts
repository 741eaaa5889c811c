import type { RenewLease } from "@leasehold/queue/operation";
import { requiredField } from "../api/api-error.ts";
import { defineOperation, type Operation, type OperationCall } from "../api/operation.ts";
import { failed } from "./failed.ts";
import type { TaskqueueContext } from "./operations.ts";
import { addressOf, type QueuePath } from "./queue-path.ts";
import { checkQueueName, checkTag, type TaskBody, taskNameIn } from "./task-fields.ts";
import { taskResource, type TaskResource } from "./task-resource.ts";

interface RenewParameters extends QueuePath {
  task: string;
  newLeaseSeconds: number;
}

type RenewCall = OperationCall<RenewParameters, TaskBody>;

/** Renews a lease that the caller proves to hold by its end. The body's id wins over the path's. */
export function updateTask(context: TaskqueueContext): Operation {
  return defineOperation<RenewParameters, TaskBody>({
    claimsNonce: true,
    allow: context.gate.allow("consumer"),
    async run(call) {
      const { values, body } = call;
      if (body.id === undefined) throw requiredField("id", "taskqueue.tasks.update");
      if (body.leaseTimestamp === undefined) {
        throw requiredField("leaseTimestamp", "taskqueue.tasks.update");
      }
      checkQueueName(body.queueName, values);
      return renew(context, call, {
        ...addressOf(values),
        id: taskNameIn(body.id, values),
        newLeaseSeconds: values.newLeaseSeconds,
        expectedAvailableAtMicros: Number(body.leaseTimestamp),
      });
    },
  });
}

/** Sets the end of a lease, and the tag when one is given. */
export function patchTask(context: TaskqueueContext): Operation {
  return defineOperation<RenewParameters, TaskBody>({
    claimsNonce: true,
    allow: context.gate.allow("consumer"),
    async run(call) {
      const { values, body } = call;
      if (body.queueName === undefined) throw requiredField("queueName", "taskqueue.tasks.patch");
      checkQueueName(body.queueName, values);
      checkTag(body.tag, "field");
      return renew(context, call, {
        ...addressOf(values),
        id: values.task,
        newLeaseSeconds: values.newLeaseSeconds,
        ...(body.tag === undefined ? undefined : { tag: body.tag }),
        ...(body.leaseTimestamp === undefined
          ? undefined
          : { expectedAvailableAtMicros: Number(body.leaseTimestamp) }),
      });
    },
  });
}

async function renew(
  context: TaskqueueContext,
  call: RenewCall,
  request: Omit<RenewLease, "type">,
): Promise<TaskResource> {
  const result = await context.queues.renew({ ...request, claim: call.claim });
  if (!result.ok) throw await failed(context, call, { failure: result.failure, task: request.id });
  return taskResource(result.task, call.values);
}
