import { defineOperation, type Operation } from "../api/operation.ts";
import { failed } from "./failed.ts";
import type { TaskqueueContext } from "./operations.ts";
import { projectIdOf, type QueuePath } from "./queue-path.ts";

export function deleteTask(context: TaskqueueContext): Operation {
  const { queues, gate } = context;
  return defineOperation<QueuePath & { task: string }>({
    claimsNonce: true,
    allow: gate.allow("consumer"),
    async run(call) {
      const { project, taskqueue, task } = call.values;
      const result = await queues.delete({
        project: projectIdOf(project),
        queue: taskqueue,
        id: task,
        claim: call.claim,
      });
      if (!result.ok) throw await failed(context, call, { failure: result.failure, task });
    },
  });
}
