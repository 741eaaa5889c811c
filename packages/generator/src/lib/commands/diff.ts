import { parseArgs } from "node:util";
import { diffDocuments } from "../../diff.ts";
import type { DocumentDiff } from "../../diff.ts";
import { discoveryServiceUrl } from "../../fetch-document.ts";
import type { Host } from "../host.ts";
import { readSource } from "../read-source.ts";
import { UsageError } from "./usage-error.ts";

/** Says what changed between two revisions of a document, and what that does to the version of its client. */
export async function diffCommand(args: string[], host: Host): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      "discovery-url": { type: "string", default: discoveryServiceUrl },
    },
  });
  const [before, after, ...more] = positionals;
  if (before === undefined || after === undefined || more.length > 0) {
    throw new UsageError("diff takes two documents: the older one, then the newer one.");
  }
  const serviceUrl = values["discovery-url"];
  const diff = diffDocuments(
    await readSource(before, host, serviceUrl),
    await readSource(after, host, serviceUrl),
  );
  host.out(values.json ? `${JSON.stringify(diff, null, 2)}\n` : describeDiff(diff));
  return 0;
}

function describeDiff({ bump, changes }: DocumentDiff): string {
  const groups = (["major", "minor", "patch"] as const).flatMap((kind) => {
    const own = changes.filter((change) => change.bump === kind);
    return own.length === 0
      ? []
      : [`\n${kind}:\n${own.map(({ place, text }) => `  ${place} ${text}\n`).join("")}`];
  });
  return `version: ${bump}\n${groups.join("")}`;
}
