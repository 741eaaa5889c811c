import { isOutOfBand } from "./redirect-uri.ts";
import type { Reader } from "./request-reader.ts";

/** What an authorization request may ask for, alone or together. */
export type ResponseType = "code" | "token" | "id_token";

/** How the answer reaches the client: in the redirect's query or fragment, or (out-of-band) on a page of ours. */
export type ResponseMode = "query" | "fragment" | "page";

/**
 * How a request is to be answered. Known before anything else is checked, so that a mistake is answered in the same way
 * (RFC 6749, section 4.2.2.1).
 */
export function responseMode(redirectUri: string, parameters: URLSearchParams): ResponseMode {
  if (isOutOfBand(redirectUri)) return "page";
  const types = (parameters.get("response_type") ?? "").split(" ");
  const inFront = types.includes("token") || types.includes("id_token");
  return inFront || parameters.get("response_mode") === "fragment" ? "fragment" : "query";
}

/**
 * Reads what is asked for (OAuth 2.0 Multiple Response Types, section 3), and whether this client may.
 *
 * @throws AuthorizationRefusal `unsupported_response_type`, `unauthorized_client`, `invalid_request`
 */
export function readResponseTypes(reader: Reader): ReadonlySet<ResponseType> {
  const text = reader.one("response_type");
  if (text === undefined) return reader.refuse("invalid_request", "response_type is missing.");
  const names = text.split(" ");
  const types = new Set(responseTypes.filter((type) => names.includes(type)));
  if (types.size === 0 || types.size !== names.length) {
    reader.refuse(
      "unsupported_response_type",
      "The response_types that are served are code, token, id_token and combinations of them.",
    );
  }
  const isFront = types.has("token") || types.has("id_token");
  if (isFront) checkFrontChannel(reader);
  const mode = reader.one("response_mode");
  if (mode !== undefined && mode !== "fragment" && (mode !== "query" || isFront)) {
    const modes = isFront ? "fragment" : "query or fragment";
    reader.refuse("invalid_request", `The response_mode for ${text} is ${modes}.`);
  }
  return types;
}

const responseTypes: readonly ResponseType[] = ["code", "token", "id_token"];

function checkFrontChannel(reader: Reader): void {
  const { client, mode } = reader;
  if (mode === "page") {
    reader.refuse("unsupported_response_type", "Out-of-band is for the response_type code.");
  }
  if (client.type === "web" || client.type === "browser") return;
  reader.refuse(
    "unauthorized_client",
    "Tokens in the redirect are for clients of type web and browser: ask for a code.",
  );
}

/** Checks what an id_token in the redirect needs (OpenID Connect Core, 3.2.2.1 and 3.3.2.11): without the nonce it could be replayed. */
export function checkIdTokenRequest(
  reader: Reader,
  { scopes, nonce }: { scopes: readonly string[]; nonce: string | undefined },
): void {
  if (!scopes.includes("openid")) {
    reader.refuse("invalid_request", "An id_token needs the scope openid.");
  }
  if (nonce === undefined) reader.refuse("invalid_request", "An id_token needs a nonce.");
}
