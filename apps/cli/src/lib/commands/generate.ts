import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import { addExamples } from "../examples.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";

/** What the flags of all of them may hold. */
type Flags = Record<string, string | boolean | undefined>;

const discoveryUrl = ["--discovery-url <url>", "the discovery service to ask (default: Google's)"];
const baseUrl = [
  "--base-url <url>",
  "where the clients go when they are given no base URL (default: the document's rootUrl)",
];
const json = ["--json", "print JSON"];

/** `leasehold generate`: what `leasehold-generate` does, with the flags of this command line. */
export function generateCommand(host: Host): Command {
  const command = subcommand(host, {
    name: "generate",
    about: "make a typed client of any discovery document",
    flags: [
      ["--out <folder>", "folder for the clients, each in one of its own"],
      baseUrl,
      ["--check", "write nothing; show what would change, and exit with 1 if anything would"],
      discoveryUrl,
    ],
    examples: [
      "leasehold generate drive:v3 --out clients",
      "leasehold generate library.json https://example.com/zoo.json --out clients",
      "leasehold generate library.json --out clients --check   # in CI; no network",
    ],
    failure: (flags) =>
      flags.includes("--check")
        ? "A client is not what its document gives: the lines above show what would change. Without --check it is made new."
        : "Not every client was made: the lines above say why.",
  }).argument("[document...]", "a file, an address, or an API such as drive:v3");
  command.addCommand(diffCommand(host));
  command.addCommand(updateCommand(host));
  command.addCommand(openApiCommand(host));
  command.addCommand(listCommand(host));
  return command;
}

function diffCommand(host: Host): Command {
  return subcommand(host, {
    name: "diff",
    about: "say what changed between two revisions, and what it does to the client's version",
    flags: [json, discoveryUrl],
    examples: ["leasehold generate diff old.json new.json", "leasehold generate diff a b --json"],
  })
    .argument("<old>", "the older document: a file, an address or an API")
    .argument("<new>", "the newer one");
}

function updateCommand(host: Host): Command {
  return subcommand(host, {
    name: "update",
    about: "get the newest documents, make their clients new, write changesets",
    flags: [
      ["--out <folder>", "folder of the clients"],
      ["--discovery <folder>", "folder of the documents and their index.json (default: discovery)"],
      ["--changesets <folder>", "where changesets go (default: none are written)"],
      baseUrl,
    ],
    examples: ["leasehold generate update --out packages/clients --changesets .changeset"],
    failure: () => "Not every document was brought up to date: the last good ones stay.",
  });
}

function openApiCommand(host: Host): Command {
  return subcommand(host, {
    name: "openapi",
    about: "write the OpenAPI 3.1 document of one API",
    flags: [["--out <file>", "the file (default: standard output)"], discoveryUrl],
    examples: ["leasehold generate openapi drive:v3 --out drive.openapi.json"],
  }).argument("<document>", "a file, an address, or an API such as drive:v3");
}

function listCommand(host: Host): Command {
  return subcommand(host, {
    name: "list",
    about: "list what a discovery service offers",
    flags: [json, discoveryUrl],
    examples: [
      "leasehold generate list",
      "leasehold generate list --discovery-url http://127.0.0.1:8085/discovery/v1/apis",
    ],
  });
}

interface Subcommand {
  name: string;
  about: string;
  flags: string[][];
  examples: string[];
  /** What became of all, where each document fails alone and has had its own line. */
  failure?: (flags: string[]) => string;
}

function subcommand(host: Host, what: Subcommand): Command {
  const command = new Command(what.name).description(what.about);
  for (const [flag = "", about] of what.flags) command.option(flag, about);
  command.action(async (...received: unknown[]) => {
    const self = received.at(-1) as Command;
    const names = what.flags.map(([flag = ""]) => /^--([\w-]+)/.exec(flag)?.[1] ?? "");
    const flags = flagWords(self, names);
    await run(host, what, [...flags, "--", ...self.args]);
  });
  return addExamples(command, what.examples);
}

/** The flags as they were given, wherever on the line: some of them are also flags of the whole program. */
function flagWords(command: Command, names: string[]): string[] {
  const flags = command.optsWithGlobals<Flags>();
  return names.flatMap((name) => {
    const value = flags[name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    if (value === undefined || value === false) return [];
    return value === true ? [`--${name}`] : [`--${name}=${value}`];
  });
}

/** Loaded here: a TypeScript compiler comes with what makes clients. */
async function run(host: Host, what: Subcommand, args: string[]): Promise<void> {
  const { runGenerator } = await import("@leasehold/generator/command");
  const complaints: string[] = [];
  const code = await runGenerator([...(what.name === "generate" ? [] : [what.name]), ...args], {
    folder: process.cwd(),
    fetch: globalThis.fetch,
    out: (text) => host.print(text.replace(/\n$/, "")),
    error: (text) => complaints.push(text),
    progress: host.progress,
    usageHint: "(--help says what there is)",
  });
  if (code === 0) return;
  const said = complaints.join("").trimEnd();
  if (code === 2) throw new CliError(exitCodes.usage, said);
  if (what.failure === undefined) throw new CliError(exitCodes.failed, said);
  host.tell(said);
  throw new CliError(exitCodes.failed, what.failure(args));
}
