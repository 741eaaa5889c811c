import { readFileSync } from "node:fs";
import { UsageError } from "./lib/commands/usage-error.ts";
import type { Host } from "./lib/host.ts";
import { UnreadableFileError } from "./lib/read-named-file.ts";

const usage = `Usage: leasehold-generate FILE|URL|API:VERSION... --out DIR [--base-url URL] [--check]
       leasehold-generate diff OLD NEW [--json]
       leasehold-generate update --out DIR [--discovery DIR] [--changesets DIR] [--base-url URL]
       leasehold-generate openapi FILE|URL|API:VERSION [--out FILE]
       leasehold-generate list [--json]

Makes a typed client of each discovery document, in a folder of DIR that is named by API and version.

  --out DIR            folder for the clients; for openapi the file
  --base-url URL       where the clients go when they are given no base URL (default: rootUrl of the document)
  --check              write nothing; show what would change and exit with 1 when something would; no network
  --discovery-url URL  discovery service that API:VERSION and list ask (default: Google's)
  diff                 what changed between two revisions, and what it does to the version of the client
  update               gets the documents of index.json that have a url, makes clients new, writes changesets
  openapi              the OpenAPI 3.1 document alone
  list                 what a discovery service offers
`;

type Command = (args: string[], host: Host) => Promise<number>;

// Each is loaded when it is called: a TypeScript compiler comes with those that make clients.
const generate = async (): Promise<Command> =>
  (await import("./lib/commands/generate.ts")).generateCommand;
const commands: Record<string, () => Promise<Command>> = {
  diff: async () => (await import("./lib/commands/diff.ts")).diffCommand,
  update: async () => (await import("./lib/commands/update.ts")).updateCommand,
  openapi: async () => (await import("./lib/commands/openapi.ts")).openApiCommand,
  list: async () => (await import("./lib/commands/list.ts")).listCommand,
};

/**
 * Runs the generator as a command, as `leasehold-generate` and `leasehold generate` do.
 * @param args - What stands behind the name of the command.
 * @param host - Folder, network and output.
 * @returns The exit code: 0, 1 when something failed or is stale, 2 when the arguments are wrong or name a file that cannot be read.
 */
export async function runGenerator(args: string[], host: Host): Promise<number> {
  const [first = "", ...rest] = args;
  try {
    if (args.includes("--help")) {
      host.out(usage);
      return 0;
    }
    if (first === "--version") {
      host.out(`${version()}\n`);
      return 0;
    }
    const named = Object.hasOwn(commands, first) ? commands[first] : undefined;
    const command = await (named ?? generate)();
    return await command(named ? rest : args, host);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isUsage = error instanceof UsageError || isArgumentError(error);
    host.error(isUsage ? `${message}\n${host.usageHint ?? `\n${usage}`}` : `${message}\n`);
    return isUsage || error instanceof UnreadableFileError ? 2 : 1;
  } finally {
    host.progress?.(undefined);
  }
}

/** What parseArgs throws. */
function isArgumentError(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && code.startsWith("ERR_PARSE_ARGS");
}

function version(): string {
  const own = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(own, "utf8")) as { version: string }).version;
}
