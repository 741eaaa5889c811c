import { Command, InvalidArgumentError, Option } from "commander";
import { addExamples } from "../examples.ts";
import type { Host } from "../host.ts";
import { parseScopes } from "../scopes.ts";

/** `leasehold api` calls every method of every discovery document. What only this command needs is loaded when it runs. */
export function apiCommand(host: Host): Command {
  const command = new Command("api")
    .description("call any method of any discovery document")
    .usage("[flags] [document] [method] [--parameter value ...]")
    .argument("[document]", "an API such as taskqueue:v1beta2, a file, or an address")
    .argument("[method]", "such as tasks.list; without one the methods are listed")
    .argument("[parameters...]", "the method's, as --name value")
    .allowUnknownOption();
  addCallFlags(command);
  addCredentialFlags(command);
  command
    .option("--root-url <url>", "the server, instead of the one that the document names")
    .option("--discovery-url <url>", "the discovery service that knows the API")
    .option("-h, --help", "after a method: its parameters and its body")
    .action(async () => {
      const { runApi } = await import("../api/run-api.ts");
      await runApi(host, command, command.args);
    });
  return addExamples(command, [
    "leasehold api taskqueue:v1beta2",
    "leasehold api taskqueue:v1beta2 tasks.lease --help",
    "leasehold api taskqueue:v1beta2 tasks.list --project acme --taskqueue images",
    "leasehold api leasehold:v1 queues.list --page-all --json",
    "leasehold api taskqueue:v1beta2 tasks.insert --taskqueue images --body task.json --dry-run",
    "leasehold api drive:v3 files.create --upload cat.jpg --name cat.jpg",
    "leasehold api drive:v3 files.get --file-id ID --output cat.jpg",
  ]);
}

function addCallFlags(command: Command): void {
  command
    .addOption(many("--param <name=value>", "a parameter, where its name is also a flag of this"))
    .addOption(many("--field <name=value>", "a member of the body; a.b=c for one further down"))
    .option("--body <json>", "the body: JSON, a file, or - for standard input")
    .option("--upload <file>", "the file to upload, or - for standard input")
    .addOption(
      new Option("--upload-type <type>", "how to send it (default: by its size)").choices([
        "simple",
        "multipart",
        "resumable",
      ]),
    )
    .option("--media-type <type>", "what the file is, such as image/png")
    .option("--upload-session <url>", "go on with a resumable upload that broke off")
    .option("--output <file>", "where a file that is answered goes; - prints it")
    .option("--page-all", "go through all pages, and print the items")
    .addOption(
      new Option("--limit <number>", "go through pages up to so many items").argParser(parseLimit),
    )
    .option("--dry-run", "show the request, also for curl, and do not make the call");
}

function addCredentialFlags(command: Command): void {
  command
    .addOption(
      new Option("--scopes <list>", "what the token may do (default: what the method asks for)")
        .argParser(parseScopes)
        .default(undefined),
    )
    .option("--token <token>", "an access token; - reads it from standard input")
    .option("--service-account <file>", "a service account's key file")
    .option("--subject <email>", "the user that the service account acts as")
    .option("--application-default", "application default credentials")
    .option("--anonymous", "no credential")
    .option("--key <key>", "an API key");
}

function many(flags: string, about: string): Option {
  return new Option(flags, about)
    .argParser((text: string, before: string[]) => [...before, text])
    .default([], "none");
}

function parseLimit(text: string): number {
  if (/^[1-9]\d*$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  throw new InvalidArgumentError("Give a whole number of at least 1.");
}
