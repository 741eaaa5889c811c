import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import type { DiscoveryDocument } from "@leasehold/discovery-document";
import type { Host } from "./host.ts";
import { fetchDocument, listApis, parseJson } from "../fetch-document.ts";
import { readNamedFile } from "./read-named-file.ts";

/** Whether a source is on the network: an address, or an API and its version such as `drive:v3`. */
export function isRemote(source: string): boolean {
  return isAddress(source) || isApi(source);
}

/**
 * Reads a document from a file, an address, or a discovery service.
 * @param source - `drive.v3.json`, `https://…` or `drive:v3`.
 * @throws {UnreadableFileError}
 * @throws {DiscoveryDocumentError} When it is no discovery document, with the JSON path of what is wrong.
 */
export async function readSource(
  source: string,
  host: Host,
  serviceUrl: string,
): Promise<DiscoveryDocument> {
  if (!isRemote(source)) {
    return parseDiscoveryDocument(parseJson(readNamedFile(source, host.folder), source));
  }
  const url = isAddress(source) ? source : await addressOf(source, host, serviceUrl);
  const { text = "" } = await fetchDocument(url, host.fetch);
  return parseDiscoveryDocument(parseJson(text, url));
}

async function addressOf(api: string, host: Host, serviceUrl: string): Promise<string> {
  const listed = await listApis(serviceUrl, host.fetch);
  const found = listed.find(({ id }) => id === api)?.discoveryRestUrl;
  // Not every API that a service describes is listed by it.
  return found || `${serviceUrl}/${api.split(":").map(encodeURIComponent).join("/")}/rest`;
}

function isAddress(source: string): boolean {
  return /^https?:\/\//.test(source);
}

function isApi(source: string): boolean {
  return /^[a-zA-Z][\w.-]+:[\w.-]+$/.test(source);
}
