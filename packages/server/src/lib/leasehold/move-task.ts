import { invalidParameter } from "../api/api-error.ts";
import { defineOperation, type Operation } from "../api/operation.ts";
import { noteChange } from "./note-change.ts";
import type { LeaseholdContext } from "./operations.ts";
import { allowProject } from "./project-access.ts";
import { addressOf, settingsAt } from "./queue-path.ts";
import { refusal, type TaskPath, taskResource } from "./task-resource.ts";

type MovePath = TaskPath & { destination?: string };

/** Moves a task to another queue of the project. */
export function moveTask(context: LeaseholdContext): Operation {
  const { queues, authority, now } = context;
  return defineOperation<MovePath>({
    allow: allowProject(authority.administration, "write"),
    async run(call) {
      const { values } = call;
      await settingsAt(context, values);
      const destination = values.destination ?? (await sourceOf(context, values));
      if (destination === values.queue) {
        throw invalidParameter(
          "destination",
          "Invalid value for destination: it must be another queue than the task's own.",
        );
      }
      const result = await queues.move({ ...addressOf(values), id: values.task, destination });
      if (!result.ok) throw refusal(result.failure, values);
      const detail = { task: values.task, destination, newTask: result.task.id };
      await noteChange(context, call, { action: "task.move", detail });
      return taskResource(result.task, { queue: destination, nowMs: now() });
    },
  });
}

/** The queue that a dead-letter queue has its tasks from. */
async function sourceOf(
  { queues }: LeaseholdContext,
  { project, queue }: MovePath,
): Promise<string> {
  const all = await queues.listQueues(project);
  const sources = all.filter(({ deadLetterQueue }) => deadLetterQueue === queue);
  const [source] = sources;
  if (source !== undefined && sources.length === 1) return source.queue;
  const why =
    sources.length === 0
      ? "it is no queue's dead-letter queue"
      : `it is the dead-letter queue of ${sources.length} queues`;
  throw invalidParameter(
    "destination",
    `Required parameter: destination. Where the tasks of ${queue} go is not known: ${why}.`,
  );
}
