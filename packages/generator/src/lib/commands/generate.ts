import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { describeChanges, fileChanges, readIfThere, writeChanges } from "../file-changes.ts";
import { discoveryServiceUrl } from "../../fetch-document.ts";
import type { Host } from "../host.ts";
import { noteMistakes } from "../note-mistakes.ts";
import { readNamedFile } from "../read-named-file.ts";
import { isRemote, readSource } from "../read-source.ts";
import { clientPackage } from "../../package.ts";
import { UsageError } from "./usage-error.ts";

interface Options {
  out: string;
  baseUrl: string | undefined;
  check: boolean;
  serviceUrl: string;
}

/** Makes clients. One bad document fails alone. */
export async function generateCommand(args: string[], host: Host): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: "string" },
      "base-url": { type: "string" },
      check: { type: "boolean", default: false },
      "discovery-url": { type: "string", default: discoveryServiceUrl },
    },
  });
  if (positionals.length === 0) throw new UsageError("Name at least one discovery document.");
  if (values.out === undefined) throw new UsageError("Say where to write with --out DIR.");
  const remote = positionals.find(isRemote);
  if (values.check && remote !== undefined) {
    throw new UsageError(`--check never uses the network: give it a file instead of ${remote}.`);
  }
  const options = {
    out: values.out,
    baseUrl: values["base-url"],
    check: values.check,
    serviceUrl: values["discovery-url"],
  };
  // Nothing is made where a file was named wrong; what is wrong in one fails alone.
  for (const source of positionals) {
    if (!isRemote(source)) readNamedFile(source, host.folder);
  }
  let failed = false;
  for (const [index, source] of positionals.entries()) {
    try {
      host.progress?.(`${index + 1} of ${positionals.length}: ${source}`);
      failed = !(await generate(source, options, host)) || failed;
    } catch (error) {
      failed = true;
      host.error(`${source}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return failed ? 1 : 0;
}

/** @returns Whether the client is as it should be. */
async function generate(source: string, options: Options, host: Host): Promise<boolean> {
  const document = await readSource(source, host, options.serviceUrl);
  noteMistakes(source, document, host);
  const place = (...path: string[]) => join(options.out, ...path);
  const { folder, files } = await clientPackage(document, {
    baseUrl: options.baseUrl,
    readExisting: (name, path) => readIfThere(resolve(host.folder, place(name, path))),
  });
  const changes = fileChanges(
    new Map(
      Object.entries(files).map(
        ([path, text]) => [resolve(host.folder, place(folder, path)), text] as const,
      ),
    ),
  );
  if (options.check) {
    if (changes.length > 0) host.error(`${describeChanges(changes)}\n\n`);
    return changes.length === 0;
  }
  writeChanges(changes);
  const written = new Set(changes.map(({ path }) => path));
  for (const path of Object.keys(files).map((name) => place(folder, name))) {
    if (written.has(resolve(host.folder, path))) host.out(`${path}\n`);
  }
  return true;
}
