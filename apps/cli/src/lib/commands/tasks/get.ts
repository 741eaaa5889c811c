import { Command } from "commander";
import { connectToProject, openTaskqueue } from "../../connection.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { printResource } from "../../print-resource.ts";
import { renderTask } from "../../show-task.ts";

export function tasksGetCommand(host: Host): Command {
  const command = new Command("get")
    .description("print a task with its payload, without leasing it")
    .argument("<queue>", "name of the queue")
    .argument("<task>", "name of the task")
    .action(async (taskqueue: string, task: string, _flags: object, self: Command) => {
      const { project, ...connection } = await connectToProject(host, self);
      const client = await openTaskqueue(connection);
      const found = await client.tasks.get({ project, taskqueue, task });
      printResource(host, connection.settings, found, renderTask);
    });
  return addExamples(command, ["leasehold tasks get images job-1"]);
}
