#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import { describeChanges, fileChanges, readIfThere, writeChanges } from "./lib/file-changes.ts";
import { clientPackage } from "./package.ts";

const usage = `Usage: leasehold-generate FILE... --out DIR [--base-url URL] [--check]

Makes a typed client of each discovery document, in a folder of DIR that is named by API and version.

  --out DIR        folder for the clients
  --base-url URL   where the clients go when they are given no base URL (default: rootUrl of the document)
  --check          write nothing; show what would change and exit with 1 when something would
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const options = optionsOf(args);
  if (typeof options === "number") return options;
  let failed = false;
  for (const file of options.files) {
    try {
      failed = !(await generate(file, options)) || failed;
    } catch (error) {
      failed = true;
      process.stderr.write(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return failed ? 1 : 0;
}

interface Options {
  files: string[];
  out: string;
  baseUrl: string | undefined;
  check: boolean;
}

/** @returns The options, or the exit code when there is nothing to do. */
function optionsOf(args: string[]): Options | number {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: "string" },
        "base-url": { type: "string" },
        check: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      process.stdout.write(usage);
      return 0;
    }
    if (positionals.length === 0) throw new TypeError("Name at least one discovery document.");
    if (values.out === undefined) throw new TypeError("Say where to write with --out DIR.");
    const { out, check, "base-url": baseUrl } = values;
    return { files: positionals, out, check, baseUrl };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
}

/** @returns Whether the client is as it should be. */
async function generate(file: string, options: Options): Promise<boolean> {
  const document = parseDiscoveryDocument(JSON.parse(readFileSync(file, "utf8")));
  const { folder, files } = await clientPackage(document, {
    baseUrl: options.baseUrl,
    readExisting: (name, path) => readIfThere(join(options.out, name, path)),
  });
  const changes = fileChanges(
    new Map(
      Object.entries(files).map(([path, text]) => [join(options.out, folder, path), text] as const),
    ),
  );
  if (!options.check) {
    writeChanges(changes);
    for (const { path } of changes) process.stdout.write(`${path}\n`);
    return true;
  }
  if (changes.length > 0) process.stderr.write(`${describeChanges(changes)}\n\n`);
  return changes.length === 0;
}
