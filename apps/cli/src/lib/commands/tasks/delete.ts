import { Command } from "commander";
import { connectToProject, openTaskqueue } from "../../connection.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";

export function tasksDeleteCommand(host: Host): Command {
  const command = new Command("delete")
    .description("delete tasks, leased or not: their work is done")
    .argument("<queue>", "name of the queue")
    .argument("<tasks...>", "names of the tasks")
    .action(async (taskqueue: string, tasks: string[], _flags: object, self: Command) => {
      const { project, ...connection } = await connectToProject(host, self);
      const client = await openTaskqueue(connection);
      for (const task of tasks) {
        await client.tasks.delete({ project, taskqueue, task });
        // The API's answer is empty, so --json prints nothing.
        if (!connection.settings.json) host.print(`Deleted the task ${task}.`);
      }
    });
  return addExamples(command, ["leasehold tasks delete images job-1 job-2"]);
}
