import { AuthError } from "../../auth-error.ts";
import { fetchText } from "../fetch-text.ts";
import { namespaces } from "./namespaces.ts";

/** A service that an XRDS document names (OpenID Authentication 2.0, 7.3.2). */
export interface XrdsService {
  types: string[];
  uris: string[];
  localId: string | undefined;
}

const documentCharactersMax = 65_536;

/**
 * Finds where a provider takes requests (OpenID Authentication 2.0, 7.3.1).
 *
 * @throws AuthError assertion_invalid when it names none.
 */
export async function findEndpoint(
  provider: string,
  fetch: typeof globalThis.fetch,
): Promise<string> {
  const services = await discover(provider, fetch);
  const endpoint = services.find(({ types }) => types.includes(namespaces.provider))?.uris[0];
  if (endpoint !== undefined) return endpoint;
  throw new AuthError(
    "assertion_invalid",
    `${provider} names no OpenID provider: check the issuer.`,
  );
}

/**
 * Reads the XRDS document of an identifier (Yadis 1.0), of the server that the caller trusts.
 *
 * @throws AuthError token_endpoint_unreachable or assertion_invalid.
 */
export async function discover(
  identifier: string,
  fetch: typeof globalThis.fetch,
): Promise<XrdsService[]> {
  const first = await get(identifier, fetch);
  const location = first.headers.get("x-xrds-location");
  const isDocument = /^application\/xrds\+xml\b/i.test(first.headers.get("content-type") ?? "");
  if (isDocument || location === null) return servicesIn(first.text, identifier);
  const address = new URL(location, identifier);
  if (address.origin !== new URL(identifier).origin) throw noDocument(identifier);
  return servicesIn((await get(address.href, fetch)).text, identifier);
}

async function get(
  address: string,
  fetch: typeof globalThis.fetch,
): Promise<{ headers: Headers; text: string }> {
  const headers = { accept: "application/xrds+xml" };
  const { response, text } = await fetchText(address, { fetch, headers, redirect: "error" });
  return { headers: response.headers, text: response.ok ? text : "" };
}

// The documents are a Leasehold's own and flat: elements without markup inside, so no parser of XML is needed.
function servicesIn(text: string, identifier: string): XrdsService[] {
  if (text.length > documentCharactersMax || !/<(?:\w+:)?XRDS\b/.test(text)) {
    throw noDocument(identifier);
  }
  const document = text.replaceAll(/<!--[\s\S]*?-->/g, "");
  const services = document.matchAll(/<(?:\w+:)?Service\b[^>]*>([\s\S]*?)<\/(?:\w+:)?Service>/g);
  return Array.from(services, ([, body = ""]) => ({
    types: valuesOf(body, "Type"),
    uris: valuesOf(body, "URI"),
    localId: valuesOf(body, "LocalID")[0],
  }));
}

function valuesOf(body: string, name: string): string[] {
  const element = new RegExp(`<(?:\\w+:)?${name}\\b[^>]*>([^<]*)<`, "g");
  return Array.from(body.matchAll(element), ([, value = ""]) => unescaped(value.trim()));
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}

function noDocument(identifier: string): AuthError {
  return new AuthError(
    "assertion_invalid",
    `${identifier} has no XRDS document: is it an OpenID 2.0 address of a Leasehold?`,
  );
}
