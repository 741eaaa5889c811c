import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import type { DiscoveryDocument } from "@leasehold/discovery-document";
import type { Host } from "./host.ts";
import { fetchDocument, listApis, parseJson } from "../fetch-document.ts";

/** Whether a source is on the network: an address, or an API and its version such as `drive:v3`. */
export function isRemote(source: string): boolean {
  return isAddress(source) || isApi(source);
}

/**
 * Reads a document from a file, an address, or a discovery service.
 * @param source - `drive.v3.json`, `https://…` or `drive:v3`.
 * @throws {DiscoveryDocumentError} When it is no discovery document, with the JSON path of what is wrong.
 */
export async function readSource(
  source: string,
  host: Host,
  serviceUrl: string,
): Promise<DiscoveryDocument> {
  if (!isRemote(source)) {
    return parseDiscoveryDocument(parseJson(textOf(source, host), source));
  }
  const url = isAddress(source) ? source : await addressOf(source, host, serviceUrl);
  const { text = "" } = await fetchDocument(url, host.fetch);
  return parseDiscoveryDocument(parseJson(text, url));
}

function textOf(source: string, host: Host): string {
  try {
    return readFileSync(resolve(host.folder, source), "utf8");
  } catch (cause) {
    throw new Error(`${source} cannot be read: is the path right?`, { cause });
  }
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
