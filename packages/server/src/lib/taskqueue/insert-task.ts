import { requiredField } from "../api/api-error.ts";
import { defineOperation, type Operation } from "../api/operation.ts";
import { failed } from "./failed.ts";
import type { TaskqueueContext } from "./operations.ts";
import { normalizedPayload } from "./payload.ts";
import { projectIdOf, type QueuePath } from "./queue-path.ts";
import { checkQueueName, checkTag, etaMicros, type TaskBody, taskNameIn } from "./task-fields.ts";
import { taskResource } from "./task-resource.ts";

export function insertTask(context: TaskqueueContext): Operation {
  const { queues, gate, now } = context;
  return defineOperation<QueuePath, TaskBody>({
    claimsNonce: true,
    allow: gate.allow("producer"),
    async run(call) {
      const { values, body } = call;
      checkQueueName(body.queueName, values);
      checkTag(body.tag, "field");
      if (body.payloadBase64 === undefined) {
        throw requiredField("payloadBase64", "taskqueue.tasks.insert");
      }
      const id = body.id === undefined ? undefined : taskNameIn(body.id, values);
      const result = await queues.insert({
        project: projectIdOf(values.project),
        queue: values.taskqueue,
        payloadBase64: normalizedPayload(body.payloadBase64),
        tag: body.tag ?? "",
        claim: call.claim,
        availableAtMicros: etaMicros(body.leaseTimestamp, now()),
        ...(id === undefined ? undefined : { id }),
      });
      if (!result.ok)
        throw await failed(context, call, { failure: result.failure, task: id ?? "" });
      return taskResource(result.task, values);
    },
  });
}
