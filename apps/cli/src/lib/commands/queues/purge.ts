import { Command } from "commander";
import { confirm } from "../../confirm.ts";
import { connectToProject, openLeasehold } from "../../connection.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { printResource } from "../../print-resource.ts";

export function queuesPurgeCommand(host: Host): Command {
  const command = new Command("purge")
    .description("delete all tasks of a queue")
    .argument("<queue>", "name of the queue")
    .option("--yes", "do not ask")
    .action(async (queue: string, { yes }: { yes?: boolean }, self: Command) => {
      await confirm(host, { text: `This deletes all tasks of the queue ${queue}.`, yes });
      const { project, ...connection } = await connectToProject(host, self);
      const leasehold = await openLeasehold(connection);
      const purge = await leasehold.queues.purge({ project, queue });
      printResource(
        host,
        connection.settings,
        purge,
        ({ deletedTasks = "0" }) => `Deleted ${deletedTasks} tasks of the queue ${queue}.`,
      );
    });
  return addExamples(command, [
    "leasehold queues purge images",
    "leasehold queues purge images --yes",
  ]);
}
