import type { Parameter } from "../base-string.ts";
import { OAuth1Error } from "../oauth1-error.ts";
import { charactersMax, parametersMax, tooManyParameters } from "./form-parameters.ts";
import { decodePercent, percentEncode } from "./percent-encoding.ts";

/** What an Authorization header of OAuth 1.0 says; the realm is not signed. */
export interface AuthorizationHeader {
  realm: string | undefined;
  parameters: Parameter[];
}

/**
 * Tells the header of OAuth 1.0 from that of early OAuth 2.0, which has the same scheme: `OAuth oauth_token="x"` and
 * `OAuth x`.
 */
export function isOAuth1Header(header: string): boolean {
  return /^\s*OAuth\s/i.test(header) && /[\s,]oauth_\w+\s*=\s*"/.test(header);
}

/** Elements of the list that may be empty: enough for whoever joins lists by mistake. */
const emptyElementsMax = 32;

/**
 * Reads `OAuth name="value", …` (RFC 5849, 3.5.1). White space around names, values and commas may be there or not;
 * of empty elements, as in `a="b", , c="d"`, a reasonable number is passed over (RFC 9110, 5.6.1.2).
 *
 * @throws OAuth1Error parameter_rejected for anything else, and for what cannot be decoded.
 */
export function parseAuthorizationHeader(header: string): AuthorizationHeader {
  if (header.length > charactersMax || !/^[\t\x20-\x7e]*$/.test(header)) {
    throw malformed(`hold only ASCII, at most ${charactersMax} characters`);
  }
  const found: AuthorizationHeader = { realm: undefined, parameters: [] };
  let position = header.search(/OAuth[\t ]/i) + "OAuth ".length;
  let emptyElements = 0;
  while (position <= header.length) {
    const start = afterBlank(header, position);
    if (start === header.length || header[start] === ",") {
      emptyElements += 1;
      if (emptyElements > emptyElementsMax) throw malformed(tooEmpty);
      position = start + 1;
      continue;
    }
    const equals = header.indexOf("=", start);
    const open = header.indexOf('"', equals);
    const close = closingQuote(header, open + 1);
    const name = header.slice(start, equals).trimEnd();
    const isPair =
      equals !== -1 && open !== -1 && close !== -1 && isBlank(header, equals + 1, open);
    if (!isPair || !/^[^\t ="\\,]+$/.test(name)) throw malformed(list);
    addPair(found, name, header.slice(open + 1, close));
    const comma = header.indexOf(",", close);
    const end = comma === -1 ? header.length : comma;
    if (!isBlank(header, close + 1, end)) throw malformed(list);
    position = end + 1;
  }
  return found;
}

const list = 'be a list of name="value" with commas between';
const tooEmpty = `have at most ${emptyElementsMax} commas with nothing between`;

function addPair(found: AuthorizationHeader, name: string, value: string): void {
  if (name.toLowerCase() === "realm") {
    if (found.realm !== undefined) throw malformed("name one realm");
    found.realm = value.replaceAll(/\\(.)/g, "$1");
    return;
  }
  found.parameters.push([decodePercent(name), decodePercent(value)]);
  if (found.parameters.length > parametersMax) throw tooManyParameters();
}

// A backslash takes the meaning from the quote after it (RFC 7230, 3.2.6).
function closingQuote(header: string, from: number): number {
  let close = header.indexOf('"', from);
  const backslash = header.indexOf("\\", from);
  if (backslash === -1 || backslash > close) return close;
  for (close = from; close < header.length && header[close] !== '"'; close += 1) {
    if (header[close] === "\\") close += 1;
  }
  return close < header.length ? close : -1;
}

function isBlank(header: string, from: number, to: number): boolean {
  return afterBlank(header, from) >= to;
}

/** Where the next character that is no blank stands; the end when there is none. */
function afterBlank(header: string, from: number): number {
  let index = from;
  while (header[index] === " " || header[index] === "\t") index += 1;
  return index;
}

/**
 * Writes an Authorization header (RFC 5849, 3.5.1).
 *
 * @throws TypeError when the realm has characters other than printable ASCII.
 */
export function formatAuthorizationHeader(header: AuthorizationHeader): string {
  const { realm, parameters } = header;
  if (realm !== undefined && !/^[\x20-\x7e]*$/.test(realm)) {
    throw new TypeError(`The realm "${realm}" must be printable ASCII.`);
  }
  const quoted = realm?.replaceAll(/["\\]/g, String.raw`\$&`);
  const pairs = parameters.map(
    ([name, value]) => `${percentEncode(name)}="${percentEncode(value)}"`,
  );
  return `OAuth ${[...(quoted === undefined ? [] : [`realm="${quoted}"`]), ...pairs].join(", ")}`;
}

function malformed(wanted: string): OAuth1Error {
  const message = `The Authorization header of OAuth 1.0 must ${wanted}.`;
  return new OAuth1Error("parameter_rejected", message, { parameters: ["Authorization"] });
}
