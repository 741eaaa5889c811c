import { stringify } from "yaml";
import type { Host } from "../host.ts";
import { harmless } from "../table.ts";

/** Prints a resource: as YAML for people, as JSON where `--json` asks for it. An empty answer prints nothing. */
export function printAnswer(host: Host, answer: unknown, json: boolean): void {
  if (answer === undefined) return;
  host.print(json ? JSON.stringify(answer, undefined, 2) : yamlOf(answer));
}

/** Prints items as they come, so that a list of any length needs no more memory than a page: one JSON array, or YAML. */
export async function printItems(
  host: Host,
  all: AsyncIterable<unknown>,
  json: boolean,
): Promise<void> {
  let count = 0;
  let held: string | undefined;
  for await (const item of all) {
    count += 1;
    if (json) {
      if (held !== undefined) host.print(`${held},`);
      held = `${count === 1 ? "[" : ""}${JSON.stringify(item)}`;
    } else {
      host.print(yamlOf([item]));
    }
  }
  if (json) host.print(`${held ?? "["}]`);
}

function yamlOf(value: unknown): string {
  return harmless(stringify(value, { lineWidth: 0 }).trimEnd());
}
