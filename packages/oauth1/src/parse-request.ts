import { baseStringOf, type Parameter } from "./base-string.ts";
import type { SignatureMethod } from "./credentials.ts";
import { isOAuth1Header, parseAuthorizationHeader } from "./lib/authorization-header.ts";
import { parametersMax, parseForm, tooManyParameters } from "./lib/form-parameters.ts";
import { queryOf } from "./lib/query-of.ts";
import { OAuth1Error } from "./oauth1-error.ts";

/** Where a request carries its protocol parameters (RFC 5849, 3.5). */
export type Transmission = "header" | "query" | "form";

/** A request as it arrived. */
export interface IncomingRequest {
  /** The HTTP method. */
  method: string;
  /** The public scheme and host, and the path and query exactly as they were sent. */
  url: string;
  /** The Authorization header. */
  authorization?: string | undefined;
  /** The body, only when its content type is `application/x-www-form-urlencoded`. */
  form?: string | undefined;
}

/** A request whose protocol parameters are sound; whether its signature is, `verify` tells. */
export interface ParsedRequest {
  transmission: Transmission;
  consumerKey: string;
  /** Undefined in two-legged requests and in the first step; an empty `oauth_token` counts as none. */
  token: string | undefined;
  signatureMethod: SignatureMethod;
  signature: string;
  /** In seconds since the epoch; undefined only with PLAINTEXT, which may go without. */
  timestampSeconds: number | undefined;
  /** Undefined only with PLAINTEXT, which may go without. */
  nonce: string | undefined;
  callback: string | undefined;
  verifier: string | undefined;
  /** As the header names it: it is not signed. */
  realm: string | undefined;
  /** Every parameter of header (without realm), query and form, decoded, in the order of these places. */
  parameters: readonly Parameter[];
  /** What was signed, as computed from this request. */
  baseString: string;
}

/** The methods that are taken by default: PLAINTEXT shows the secret to whoever listens. */
export const defaultSignatureMethods: readonly SignatureMethod[] = [
  "HMAC-SHA1",
  "HMAC-SHA256",
  "RSA-SHA1",
  "RSA-SHA256",
];

/** Characters that a nonce may have. */
const nonceCharactersMax = 256;

/**
 * Where a request carries OAuth 1.0, if anywhere. `OAuth x` in the header and `oauth_token` alone in query or form are
 * OAuth 2.0.
 *
 * @param request as it arrived.
 * @throws OAuth1Error parameter_rejected when query or form cannot be decoded.
 */
export function transmissionOf(request: IncomingRequest): Transmission | undefined {
  if (request.authorization !== undefined && isOAuth1Header(request.authorization)) return "header";
  if (isSigned(parseForm(queryOf(request.url), "query"))) return "query";
  return isSigned(parseForm(request.form ?? "", "form")) ? "form" : undefined;
}

/**
 * Reads a signed request, strictly: each protocol parameter once, all of them in one place, none missing
 * (RFC 5849, 3.1 and 3.2). Does not verify: look up the keys of `consumerKey` and `token`, then call `verify`.
 *
 * @param request as it arrived.
 * @param options.signatureMethods the methods to take; all but PLAINTEXT by default. Add that only over TLS.
 * @throws OAuth1Error parameter_absent, parameter_rejected, signature_method_rejected or version_rejected.
 * @throws TypeError when the address is not an absolute http or https URL.
 */
export function parseRequest(
  request: IncomingRequest,
  options: { signatureMethods?: readonly SignatureMethod[] } = {},
): ParsedRequest {
  const places = readPlaces(request);
  const transmission = onlyPlace(places);
  const protocol = protocolParameters(places[transmission]);
  checkVersion(protocol.get("oauth_version"));
  const signatureMethod = signatureMethodOf(protocol, options.signatureMethods);
  checkPresence(protocol, signatureMethod);
  const parameters = places.header.concat(places.query, places.form);
  if (parameters.length > parametersMax) throw tooManyParameters();
  return {
    transmission,
    consumerKey: nonEmpty(protocol, "oauth_consumer_key"),
    token: protocol.get("oauth_token") || undefined,
    signatureMethod,
    signature: nonEmpty(protocol, "oauth_signature"),
    timestampSeconds: timestampOf(protocol),
    nonce: nonceOf(protocol),
    callback: protocol.get("oauth_callback"),
    verifier: protocol.get("oauth_verifier"),
    realm: places.realm,
    parameters,
    baseString: baseStringOf({ method: request.method, url: request.url, parameters }),
  };
}

type Places = Record<Transmission, Parameter[]> & { realm: string | undefined };
type Protocol = ReadonlyMap<string, string>;

function readPlaces(request: IncomingRequest): Places {
  const { authorization, url, form = "" } = request;
  const header =
    authorization !== undefined && isOAuth1Header(authorization)
      ? parseAuthorizationHeader(authorization)
      : { realm: undefined, parameters: [] };
  return {
    realm: header.realm,
    header: header.parameters,
    query: parseForm(queryOf(url), "query"),
    form: parseForm(form, "form"),
  };
}

// RFC 5849, 3.5: one place only. Otherwise a parameter in the body could say other than the one in the header.
function onlyPlace(places: Places): Transmission {
  const inHeader = places.header.some(isProtocolParameter);
  const inQuery = places.query.some(isProtocolParameter);
  const inForm = places.form.some(isProtocolParameter);
  if (Number(inHeader) + Number(inQuery) + Number(inForm) > 1) throw inTwoPlaces(places);
  if (inHeader) return "header";
  if (inQuery) return "query";
  if (inForm) return "form";
  throw absent(requiredAlways);
}

function inTwoPlaces(places: Places): OAuth1Error {
  const [first, second] = (["header", "query", "form"] as const).filter((place) =>
    places[place].some(isProtocolParameter),
  );
  const names = places[second ?? "form"].filter(isProtocolParameter).map(([name]) => name);
  const message = `Send all oauth_ parameters in one place: ${names.join(", ")} is in the ${second}, others in the ${first}.`;
  return rejected(names, message);
}

function protocolParameters(parameters: readonly Parameter[]): Protocol {
  const protocol = new Map<string, string>();
  for (const parameter of parameters) {
    if (!isProtocolParameter(parameter)) continue;
    const [name, value] = parameter;
    if (protocol.has(name)) throw rejected([name], `Send ${name} once.`);
    protocol.set(name, value);
  }
  return protocol;
}

function checkVersion(version: string | undefined): void {
  if (version === undefined || /^1\.0a?$/i.test(version)) return;
  const message = `oauth_version is "${version}": leave it out or send 1.0.`;
  throw new OAuth1Error("version_rejected", message, { parameters: ["oauth_version"] });
}

function signatureMethodOf(
  protocol: Protocol,
  allowed: readonly SignatureMethod[] = defaultSignatureMethods,
): SignatureMethod {
  const name = protocol.get("oauth_signature_method");
  if (name === undefined) throw absent(missingOf(protocol, requiredAlways));
  const method = allowed.find((candidate) => candidate === name);
  if (method !== undefined) return method;
  const message = `The signature method "${name}" is not taken here: sign with ${allowed.join(", ")}.`;
  const parameters = ["oauth_signature_method"];
  throw new OAuth1Error("signature_method_rejected", message, { parameters });
}

const requiredAlways = ["oauth_consumer_key", "oauth_signature_method", "oauth_signature"];
const requiredOfSigned = [...requiredAlways, "oauth_timestamp", "oauth_nonce"];

function checkPresence(protocol: Protocol, method: SignatureMethod): void {
  const required = method === "PLAINTEXT" ? requiredAlways : requiredOfSigned;
  if (required.every((name) => protocol.has(name))) return;
  throw absent(missingOf(protocol, required));
}

function timestampOf(protocol: Protocol): number | undefined {
  const timestamp = protocol.get("oauth_timestamp");
  if (timestamp === undefined) return undefined;
  if (/^[1-9]\d{0,14}$/.test(timestamp)) return Number(timestamp);
  const message = `oauth_timestamp is "${timestamp}": send the seconds since 1970 as a whole number.`;
  throw rejected(["oauth_timestamp"], message);
}

function nonceOf(protocol: Protocol): string | undefined {
  if (!protocol.has("oauth_nonce")) return undefined;
  const nonce = nonEmpty(protocol, "oauth_nonce");
  if (nonce.length <= nonceCharactersMax) return nonce;
  const message = `oauth_nonce must have at most ${nonceCharactersMax} characters.`;
  throw rejected(["oauth_nonce"], message);
}

function nonEmpty(protocol: Protocol, name: string): string {
  const value = protocol.get(name);
  if (value) return value;
  throw rejected([name], `${name} must not be empty.`);
}

function isSigned(parameters: readonly Parameter[]): boolean {
  return parameters.some(([name]) => name === "oauth_signature" || name === "oauth_consumer_key");
}

function isProtocolParameter([name]: Parameter): boolean {
  return name.startsWith("oauth_");
}

function missingOf(protocol: Protocol, names: readonly string[]): string[] {
  return names.filter((name) => !protocol.has(name));
}

function absent(names: readonly string[]): OAuth1Error {
  const message = `The request lacks ${names.join(", ")}: sign it with OAuth 1.0.`;
  return new OAuth1Error("parameter_absent", message, { parameters: names });
}

function rejected(names: readonly string[], message: string): OAuth1Error {
  return new OAuth1Error("parameter_rejected", message, { parameters: names });
}
