import { Command } from "commander";
import { connectToProject, openLeasehold } from "../../connection.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { printResource } from "../../print-resource.ts";

export function queuesPauseCommand(host: Host): Command {
  const command = new Command("pause")
    .description("pause a queue: it takes tasks and leases none")
    .argument("<queue>", "name of the queue")
    .action(async (queue: string, _flags: object, self: Command) => {
      const { project, ...connection } = await connectToProject(host, self);
      const leasehold = await openLeasehold(connection);
      const changed = await leasehold.queues.pause({ project, queue });
      printResource(
        host,
        connection.settings,
        changed,
        () => `The queue ${queue} leases nothing until it is resumed.`,
      );
    });
  return addExamples(command, ["leasehold queues pause images"]);
}
