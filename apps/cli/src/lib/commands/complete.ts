import { Argument, Command } from "commander";
import { connectToProject, openLeasehold } from "../connection.ts";
import type { Host } from "../host.ts";

/** Somebody waits with the cursor in the line: later than this, nothing is offered. */
const answerMaxMs = 1500;

/**
 * What completion scripts ask for the words that only the server knows. It never complains: a person who pressed the
 * tab key has asked for no error.
 */
export function completeCommand(host: Host): Command {
  return new Command("complete")
    .description("print words for a completion script")
    .addArgument(new Argument("<what>", "what to print").choices(["queues"]))
    .action(async (_what: string, _flags: object, self: Command) => {
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
