import { Command } from "commander";
import { confirm } from "../../confirm.ts";
import { connectToProject, openLeasehold } from "../../connection.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";

export function queuesDeleteCommand(host: Host): Command {
  const command = new Command("delete")
    .description("delete a queue and all its tasks")
    .argument("<queue>", "name of the queue")
    .option("--yes", "do not ask")
    .action(async (queue: string, { yes }: { yes?: boolean }, self: Command) => {
      await confirm(host, { text: `This deletes the queue ${queue} and all its tasks.`, yes });
      const { project, ...connection } = await connectToProject(host, self);
      const leasehold = await openLeasehold(connection);
      await leasehold.queues.delete({ project, queue });
      // The API's answer is empty, so --json prints nothing.
      if (!connection.settings.json) host.print(`Deleted the queue ${queue}.`);
    });
  return addExamples(command, ["leasehold queues delete images --yes"]);
}
