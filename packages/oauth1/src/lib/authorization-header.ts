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

/**
 * Reads `OAuth name="value", …` (RFC 5849, 3.5.1). White space around names, values and commas may be there or not.
 *
 * @throws OAuth1Error parameter_rejected for anything else, and for what cannot be decoded.
 */
export function parseAuthorizationHeader(header: string): AuthorizationHeader {
  if (header.length > charactersMax || !/^[\t\x20-\x7e]*$/.test(header)) {
    throw malformed(`hold only ASCII, at most ${charactersMax} characters`);
  }
  const pair = /[\t ]*([^\t ="\\,]+)[\t ]*=[\t ]*"((?:[^"\\]|\\.)*)"[\t ]*(,|$)/y;
  pair.lastIndex = header.search(/OAuth[\t ]/i) + "OAuth ".length;
  const found: AuthorizationHeader = { realm: undefined, parameters: [] };
  for (;;) {
    const [whole, name = "", value = "", comma] = pair.exec(header) ?? [];
    if (whole === undefined) throw malformed('be a list of name="value" with commas between');
    if (name.toLowerCase() === "realm") setRealm(found, value);
    else found.parameters.push([decodePercent(name), decodePercent(value)]);
    if (found.parameters.length > parametersMax) throw tooManyParameters();
    if (comma === "") return found;
  }
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

function setRealm(found: AuthorizationHeader, quoted: string): void {
  if (found.realm !== undefined) throw malformed("name one realm");
  found.realm = quoted.replaceAll(/\\(.)/g, "$1");
}

function malformed(wanted: string): OAuth1Error {
  const message = `The Authorization header of OAuth 1.0 must ${wanted}.`;
  return new OAuth1Error("parameter_rejected", message, { parameters: ["Authorization"] });
}
