import { Command } from "commander";
import { connectToProject, openLeasehold } from "../../connection.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { printResource } from "../../print-resource.ts";
import { renderQueue } from "../../show-queue.ts";

export function queuesGetCommand(host: Host): Command {
  const command = new Command("get")
    .description("print a queue's settings, statistics and who may use it")
    .argument("<queue>", "name of the queue")
    .action(async (queue: string, _flags: object, self: Command) => {
      const { project, ...connection } = await connectToProject(host, self);
      const leasehold = await openLeasehold(connection);
      const found = await leasehold.queues.get({ project, queue });
      printResource(host, connection.settings, found, (queue) => renderQueue(queue, host.columns));
    });
  return addExamples(command, ["leasehold queues get images"]);
}
