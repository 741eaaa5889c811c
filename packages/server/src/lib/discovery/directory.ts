import type { DiscoveryDocument } from "@leasehold/discovery-document";
import { invalidParameter } from "../api/api-error.ts";
import type { ApiDefinition } from "../compile/compile-api.ts";

/**
 * The list of the APIs here. `name` keeps those of a name, `preferred=true` those of each name's preferred version.
 *
 * @throws ApiError 400 for a `preferred` that is no boolean.
 */
export function directoryText(
  apis: readonly ApiDefinition[],
  origin: string,
  parameters: URLSearchParams,
): string {
  const name = parameters.get("name");
  const preferred = parameters.get("preferred") ?? "false";
  if (!/^(?:true|false)$/i.test(preferred)) {
    throw invalidParameter("preferred", "Invalid value for preferred: it must be true or false.");
  }
  // There is one version of each API, so each is the preferred one.
  const items = apis
    .map(({ document }) => document)
    .filter((document) => name === null || document.name === name)
    .map((document) => directoryItem(document, origin));
  const list = { kind: "discovery#directoryList", discoveryVersion: "v1", items };
  return `${JSON.stringify(list, undefined, 1)}\n`;
}

function directoryItem(document: DiscoveryDocument, origin: string): object {
  const { id, name, version, title, description, documentationLink } = document;
  const path = `apis/${name}/${version}/rest`;
  return {
    kind: "discovery#directoryItem",
    id,
    name,
    version,
    title,
    description,
    discoveryRestUrl: `${origin}/discovery/v1/${path}`,
    discoveryLink: `./${path}`,
    documentationLink,
    preferred: true,
  };
}
