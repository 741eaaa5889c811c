import { percentEncode, percentEncodeTwice } from "./lib/percent-encoding.ts";

/** A decoded name and value. Names may repeat and values may be empty. */
export type Parameter = readonly [name: string, value: string];

/** What a base string is made from. */
export interface BaseStringParts {
  /** The HTTP method, in any case. */
  method: string;
  /** The absolute http or https address; its query and fragment are ignored here. */
  url: string;
  /** All decoded parameters of the query, the Authorization header (without realm) and the form body. */
  parameters: readonly Parameter[];
}

/**
 * The text that is signed: method, address and parameters (RFC 5849, 3.4.1). Show it beside the other side's to find
 * out why a signature differs.
 *
 * @param parts what it is made from; `oauth_signature` among the parameters is left out.
 * @throws TypeError when the address is not an absolute http or https URL.
 */
export function baseStringOf(parts: BaseStringParts): string {
  const uri = percentEncode(baseStringUri(parts.url));
  const parameters = joinSorted(parts.parameters, percentEncodeTwice, "%3D", "%26");
  return `${percentEncode(parts.method.toUpperCase())}&${uri}&${parameters}`;
}

const httpUrl =
  /^(https?):\/\/(?:[^/?#\\@]*@)?(\[[\da-f:.]+\]|[^/?#\\@:[\]\s]+)(?::(\d*))?((?:\/[^?#]*)?)(?:[?#]|$)/i;
const portMax = 65_535;

/**
 * The address as it is signed: lower-case scheme and host, no default port, the path as sent, no query, no fragment
 * (RFC 5849, 3.4.1.2).
 *
 * @param url an absolute http or https URL.
 * @throws TypeError when it is not one.
 */
export function baseStringUri(url: string): string {
  const [, scheme, host, port, path] = httpUrl.exec(url) ?? [];
  if (scheme === undefined || host === undefined || !isPort(port)) {
    throw new TypeError(
      `"${url}" is not an absolute http or https URL, such as https://host/path.`,
    );
  }
  const lowerScheme = scheme.toLowerCase();
  const isDefault = !port || Number(port) === (lowerScheme === "http" ? 80 : 443);
  return `${lowerScheme}://${host.toLowerCase()}${isDefault ? "" : `:${port}`}${path || "/"}`;
}

/**
 * All parameters as one encoded text, sorted by their encoded bytes (RFC 5849, 3.4.1.3.2).
 *
 * @param parameters decoded; `oauth_signature` is left out.
 */
export function normalizeParameters(parameters: readonly Parameter[]): string {
  return joinSorted(parameters, percentEncode, "=", "&");
}

function joinSorted(
  parameters: readonly Parameter[],
  encode: (text: string) => string,
  equals: string,
  ampersand: string,
): string {
  const pairs: Parameter[] = [];
  for (const [name, value] of parameters) {
    if (name !== "oauth_signature") pairs.push([encode(name), encode(value)]);
  }
  pairs.sort(byEncodedBytes);
  let text = "";
  for (const [name, value] of pairs) {
    text += (text === "" ? name : ampersand + name) + equals + value;
  }
  return text;
}

// Encoded text is ASCII, where the order of UTF-16 code units is that of bytes; encoding twice does not change it.
function byEncodedBytes(a: Parameter, b: Parameter): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  if (a[1] === b[1]) return 0;
  return a[1] < b[1] ? -1 : 1;
}

function isPort(port: string | undefined): boolean {
  return !port || (Number(port) >= 1 && Number(port) <= portMax);
}
