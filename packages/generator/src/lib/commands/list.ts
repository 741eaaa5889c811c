import { parseArgs } from "node:util";
import { discoveryServiceUrl, listApis } from "../../fetch-document.ts";
import type { Host } from "../host.ts";
import { UsageError } from "./usage-error.ts";

/** Lists what a discovery service offers; preferred versions have a star. */
export async function listCommand(args: string[], host: Host): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      "discovery-url": { type: "string", default: discoveryServiceUrl },
    },
  });
  if (positionals.length > 0) throw new UsageError("list takes no documents.");
  const apis = await listApis(values["discovery-url"], host.fetch);
  if (values.json) host.out(`${JSON.stringify(apis, null, 2)}\n`);
  else {
    const width = Math.max(0, ...apis.map(({ id }) => id.length));
    for (const { id, title, preferred } of apis) {
      host.out(`${id.padEnd(width)} ${preferred ? "*" : " "} ${title}\n`);
    }
  }
  return 0;
}
