import { Command } from "commander";
import { connectToProject, openTaskqueue } from "../../connection.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { printResource } from "../../print-resource.ts";

export function tasksReleaseCommand(host: Host): Command {
  const command = new Command("release")
    .description("give a leased task back: it may be leased again at once")
    .argument("<queue>", "name of the queue")
    .argument("<task>", "name of the task")
    .option("--lease-timestamp <microseconds>", "only when the task's is still this one")
    .action(
      async (
        taskqueue: string,
        task: string,
        { leaseTimestamp }: { leaseTimestamp?: string },
        self: Command,
      ) => {
        const { project, ...connection } = await connectToProject(host, self);
        const client = await openTaskqueue(connection);
        const released = await client.tasks.patch(
          { project, taskqueue, task, newLeaseSeconds: 0 },
          {
            body: {
              queueName: taskqueue,
              ...(leaseTimestamp !== undefined && { leaseTimestamp }),
            },
          },
        );
        printResource(
          host,
          connection.settings,
          released,
          () => `The task ${task} may be leased again.`,
        );
      },
    );
  return addExamples(command, ["leasehold tasks release images job-1"]);
}
