import { Command } from "commander";
import { connectToProject, openTaskqueue } from "../../connection.ts";
import { documentFlags } from "../../document-flags.ts";
import { taskqueueDocument } from "../../documents.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { printResource } from "../../print-resource.ts";
import { renderTask } from "../../show-task.ts";

// The API has no defaults; a person at a terminal wants one task for a minute.
const numTasks = 1;
const leaseSecs = 60;

export function tasksLeaseCommand(host: Host): Command {
  const parameters = documentFlags(taskqueueDocument, "taskqueue.tasks.lease");
  const command = parameters
    .addTo(new Command("lease").description("lease tasks for a time and print their payloads"), {
      numTasks,
      leaseSecs,
    })
    .argument("<queue>", "name of the queue")
    .action(async (taskqueue: string, _flags: object, self: Command) => {
      const { project, ...connection } = await connectToProject(host, self);
      const client = await openTaskqueue(connection);
      const request = { numTasks, leaseSecs, ...parameters.read(self), project, taskqueue };
      const lease = await client.tasks.lease(request);
      printResource(host, connection.settings, lease, ({ items = [] }) =>
        items.length === 0
          ? `The queue ${taskqueue} has no task to lease now.`
          : items.map(renderTask).join("\n\n"),
      );
    });
  return addExamples(command, [
    "leasehold tasks lease images",
    "leasehold tasks lease images --num-tasks 10 --lease-secs 300 --group-by-tag --tag resize",
    "leasehold tasks lease images --wait-secs 20 --json",
  ]);
}
