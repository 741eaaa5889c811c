import { Command } from "commander";
import { connectToProject, openLeasehold } from "../connection.ts";
import type { Host } from "../host.ts";

/** Somebody waits with the cursor in the line: later than this, nothing is offered. */
const answerMaxMs = 1500;

/**
 * What the completion scripts ask for the words that they cannot know. It never complains: a person who pressed the
 * tab key has asked for no error.
 */
export function completeCommand(host: Host): Command {
  return new Command("__complete").addCommand(completeQueues(host)).addCommand(completeLine(host));
}

function completeQueues(host: Host): Command {
  return new Command("queues").action(async (_flags: object, self: Command) => {
    const late = setTimeout(() => process.exit(0), answerMaxMs);
    const names = await queueNames(host, self).catch((): string[] => []);
    clearTimeout(late);
    if (names.length > 0) host.print(names.join("\n"));
  });
}

async function queueNames(host: Host, self: Command): Promise<string[]> {
  const { project, ...connection } = await connectToProject(host, self);
  const leasehold = await openLeasehold(connection);
  const { items = [] } = await leasehold.queues.list({ project, maxResults: 1000 });
  return items.flatMap(({ name }) => (name === undefined ? [] : [name]));
}

/** A line of `leasehold api` follows a document. */
function completeLine(host: Host): Command {
  return new Command("api")
    .argument("<shell>")
    .argument("<line>", "the line up to the cursor")
    .action(async (shell: string, line: string, _flags: object, self: Command) => {
      const { completeApi } = await import("../api/complete-api.ts");
      await completeApi(host, self, { shell, line });
    });
}
