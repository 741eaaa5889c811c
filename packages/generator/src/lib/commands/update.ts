import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { update } from "../../update.ts";
import type { Host } from "../host.ts";
import { UsageError } from "./usage-error.ts";

/** Gets the newest documents, makes their clients new, and writes changesets. */
export async function updateCommand(args: string[], host: Host): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      discovery: { type: "string", default: "discovery" },
      out: { type: "string" },
      "base-url": { type: "string" },
      changesets: { type: "string" },
    },
  });
  if (positionals.length > 0)
    throw new UsageError("update takes no documents: they are in index.json.");
  if (values.out === undefined) throw new UsageError("Say where the clients are with --out DIR.");
  const { changed, failures, changesets } = await update({
    discoveryFolder: resolve(host.folder, values.discovery),
    clientsFolder: resolve(host.folder, values.out),
    baseUrl: values["base-url"],
    changesetFolder:
      values.changesets === undefined ? undefined : resolve(host.folder, values.changesets),
    fetch: host.fetch,
    onDocument: ({ id, index, count }) => host.progress?.(`${index + 1} of ${count}: ${id}`),
  });
  for (const path of [...changed, ...changesets]) host.out(`${path}\n`);
  for (const { source, message } of failures) host.error(`${source}: ${message}\n`);
  return failures.length > 0 ? 1 : 0;
}
