import { Command } from "commander";
import { connectToProject, openLeasehold } from "../../connection.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { printResource } from "../../print-resource.ts";
import { readText } from "../../read-text.ts";
import { renderQueues } from "../../show-queue.ts";

export function queuesApplyCommand(host: Host): Command {
  const command = new Command("apply")
    .description(
      "make the project's queues as a queue.yaml declares them; one that it leaves out is deleted when empty, else disabled",
    )
    .argument("<file>", "the queue.yaml")
    .action(async (file: string, _flags: object, self: Command) => {
      const queueYaml = await readText(file);
      const { project, ...connection } = await connectToProject(host, self);
      const leasehold = await openLeasehold(connection);
      const queues = await leasehold.queues.apply({ project }, { body: { queueYaml } });
      printResource(host, connection.settings, queues, ({ items = [] }) =>
        items.length === 0
          ? `The project ${project} has no queues.`
          : renderQueues(items, host.columns),
      );
    });
  return addExamples(command, ["leasehold queues apply queue.yaml"]);
}
