import { dirname } from "node:path";
import { Command } from "commander";
import { connect, openLeasehold } from "../connection.ts";
import { addExamples } from "../examples.ts";
import type { Host } from "../host.ts";
import { printResource } from "../print-resource.ts";
import { readText } from "../read-text.ts";
import { readFilesNamedIn } from "../files-named-in.ts";

export function applyCommand(host: Host): Command {
  const command = new Command("apply")
    .description("make a running server as a leasehold.yaml declares it (administrators only)")
    .argument("<file>", "the leasehold.yaml")
    .action((file: string, _flags: object, self: Command) => apply(host, file, self));
  return addExamples(command, ["leasehold apply leasehold.yaml"]);
}

async function apply(host: Host, file: string, self: Command): Promise<void> {
  const yaml = await readText(file);
  const files = await readFilesNamedIn(yaml, dirname(file));
  const connection = await connect(host, self);
  const leasehold = await openLeasehold(connection);
  const outcome = await leasehold.configuration.apply({}, { body: { yaml, files } });
  printResource(host, connection.settings, outcome, ({ changes = [] }) =>
    changes.length === 0 ? "Nothing to change." : changes.join("\n"),
  );
}
