import { Command } from "commander";
import { connectToProject, openLeasehold } from "../../connection.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { printResource } from "../../print-resource.ts";

export function queuesResumeCommand(host: Host): Command {
  const command = new Command("resume")
    .description("let a paused queue lease again")
    .argument("<queue>", "name of the queue")
    .action(async (queue: string, _flags: object, self: Command) => {
      const { project, ...connection } = await connectToProject(host, self);
      const leasehold = await openLeasehold(connection);
      const changed = await leasehold.queues.resume({ project, queue });
      printResource(host, connection.settings, changed, () => `The queue ${queue} leases again.`);
    });
  return addExamples(command, ["leasehold queues resume images"]);
}
