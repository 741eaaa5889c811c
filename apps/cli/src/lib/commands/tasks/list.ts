import { Command } from "commander";
import { connectToProject, openTaskqueue } from "../../connection.ts";
import { documentFlags } from "../../document-flags.ts";
import { taskqueueDocument } from "../../documents.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { printResource, tellNextPage } from "../../print-resource.ts";
import { renderTasks } from "../../show-task.ts";

export function tasksListCommand(host: Host): Command {
  const parameters = documentFlags(taskqueueDocument, "taskqueue.tasks.list");
  const command = parameters
    .addTo(new Command("list").description("list a queue's tasks, without their payloads"))
    .argument("<queue>", "name of the queue")
    .action(async (taskqueue: string, _flags: object, self: Command) => {
      const { project, ...connection } = await connectToProject(host, self);
      const client = await openTaskqueue(connection);
      const page = await client.tasks.list({ project, taskqueue, ...parameters.read(self) });
      printResource(host, connection.settings, page, ({ items = [] }) =>
        items.length === 0
          ? `The queue ${taskqueue} is empty.`
          : renderTasks(items, { columns: host.columns, nowMs: Date.now() }),
      );
      tellNextPage(host, connection.settings, page.nextPageToken);
    });
  return addExamples(command, ["leasehold tasks list images --max-results 20"]);
}
