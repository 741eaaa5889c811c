import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { toOpenApi } from "../../openapi.ts";
import { discoveryServiceUrl } from "../../fetch-document.ts";
import type { Host } from "../host.ts";
import { noteMistakes } from "../note-mistakes.ts";
import { readSource } from "../read-source.ts";
import { UsageError } from "./usage-error.ts";

/** Writes the OpenAPI document of one API, to a file or to standard output. */
export async function openApiCommand(args: string[], host: Host): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: "string" },
      "discovery-url": { type: "string", default: discoveryServiceUrl },
    },
  });
  const [source, ...more] = positionals;
  if (source === undefined || more.length > 0) {
    throw new UsageError("openapi takes one discovery document.");
  }
  const document = await readSource(source, host, values["discovery-url"]);
  noteMistakes(source, document, host);
  const text = `${JSON.stringify(toOpenApi(document), null, 2)}\n`;
  if (values.out === undefined) host.out(text);
  else writeFileSync(resolve(host.folder, values.out), text);
  return 0;
}
