import { baseStringOf, type Parameter } from "../base-string.ts";
import type { SignedRequest, SignOptions } from "../sign-options.ts";
import { formatAuthorizationHeader } from "./authorization-header.ts";
import { parseForm } from "./form-parameters.ts";
import { percentEncode } from "./percent-encoding.ts";
import { queryOf } from "./query-of.ts";
import { signatureMethodOf } from "./signing-key.ts";

/** A request that lacks only its signature. */
export interface PreparedRequest {
  baseString: string;
  complete: (signature: string) => SignedRequest;
}

/**
 * Puts together what is signed.
 *
 * @throws TypeError when the request cannot be signed or sent this way.
 */
export function prepareRequest(options: SignOptions, randomNonce: () => string): PreparedRequest {
  const { method, form } = options.request;
  const url = urlAsSent(options);
  const protocol = protocolParameters(options, randomNonce);
  const sent = [...parseForm(queryOf(url), "query"), ...parseForm(form ?? "", "form")];
  for (const [name] of sent) {
    if (name.startsWith("oauth_")) {
      throw new TypeError(`Give ${name} in \`parameters\`, not in the query or the form.`);
    }
  }
  const baseString = baseStringOf({ method, url, parameters: [...protocol, ...sent] });
  return {
    baseString,
    complete(signature) {
      protocol.push(["oauth_signature", signature]);
      return { method, baseString, ...place({ url, form, options, protocol }) };
    },
  };
}

function urlAsSent(options: SignOptions): string {
  const url = new URL(options.request.url);
  if (url.hash !== "") url.hash = "";
  if (options.credentials.signatureMethod === "PLAINTEXT" && url.protocol !== "https:") {
    throw new TypeError(
      `PLAINTEXT would show the secrets to everybody: use https, not ${url.href}.`,
    );
  }
  return url.href;
}

function protocolParameters(options: SignOptions, randomNonce: () => string): Parameter[] {
  const { credentials, parameters = {}, timestampSeconds, nonce } = options;
  const protocol: Parameter[] = [
    ["oauth_consumer_key", credentials.consumerKey],
    ...(credentials.token ? [["oauth_token", credentials.token] as const] : []),
    ["oauth_signature_method", signatureMethodOf(credentials)],
    ["oauth_timestamp", String(timestampSeconds ?? Math.floor(Date.now() / 1000))],
    ["oauth_nonce", nonce ?? randomNonce()],
    ["oauth_version", "1.0"],
  ];
  for (const [name, value] of Object.entries(parameters)) {
    if (reserved.has(name.toLowerCase())) {
      throw new TypeError(`${name} has an option of its own, or is set by signing.`);
    }
    protocol.push([name, value]);
  }
  return protocol;
}

const reserved = new Set([
  "realm",
  "oauth_consumer_key",
  "oauth_token",
  "oauth_signature_method",
  "oauth_signature",
  "oauth_timestamp",
  "oauth_nonce",
  "oauth_version",
]);

type Placed = Pick<SignedRequest, "url" | "authorization" | "form">;

function place(parts: {
  url: string;
  form: string | undefined;
  options: SignOptions;
  protocol: Parameter[];
}): Placed {
  const { url, form, options, protocol } = parts;
  const { transmission = "header", realm } = options;
  if (transmission === "header") {
    const authorization = formatAuthorizationHeader({ realm, parameters: protocol });
    return { url, form, authorization };
  }
  if (realm !== undefined) throw new TypeError("A realm has its place in the header only.");
  const encoded = protocol.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
  if (transmission === "query") {
    const glue = url.includes("?") ? "&" : "?";
    return { url: `${url}${glue}${encoded.join("&")}`, form, authorization: undefined };
  }
  if (/^(GET|HEAD)$/i.test(options.request.method)) {
    throw new TypeError(
      `A ${options.request.method} request has no form to send the signature in.`,
    );
  }
  const fields = form ? [form, ...encoded] : encoded;
  return { url, form: fields.join("&"), authorization: undefined };
}
