import { Command } from "commander";
import { connectToProject, openLeasehold } from "../../connection.ts";
import { documentFlags } from "../../document-flags.ts";
import { leaseholdDocument } from "../../documents.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { printResource, tellNextPage } from "../../print-resource.ts";
import { renderQueues } from "../../show-queue.ts";

export function queuesListCommand(host: Host): Command {
  const parameters = documentFlags(leaseholdDocument, "leasehold.queues.list");
  const command = parameters
    .addTo(new Command("list").description("list the project's queues"))
    .action(async (_flags: object, self: Command) => {
      const { project, ...connection } = await connectToProject(host, self);
      const leasehold = await openLeasehold(connection);
      const page = await leasehold.queues.list({ project, ...parameters.read(self) });
      printResource(host, connection.settings, page, ({ items = [] }) =>
        items.length === 0
          ? `The project ${project} has no queues: \`leasehold queues create NAME\` makes one.`
          : renderQueues(items, host.columns),
      );
      tellNextPage(host, connection.settings, page.nextPageToken);
    });
  return addExamples(command, [
    "leasehold queues list",
    "leasehold queues list --project acme --json",
  ]);
}
