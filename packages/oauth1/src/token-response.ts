import { parseForm } from "./lib/form-parameters.ts";
import { OAuth1Error } from "./oauth1-error.ts";

/** What a server answers on its request-token and access-token addresses. */
export interface TokenResponse {
  token: string;
  tokenSecret: string;
  /** True when the server speaks OAuth 1.0a: the user comes back with a verifier (RFC 5849, 2.1). */
  callbackConfirmed: boolean;
  /** Whatever else it said. */
  additional: ReadonlyMap<string, string>;
}

const known = new Set(["oauth_token", "oauth_token_secret", "oauth_callback_confirmed"]);

/**
 * Reads the answer of a request-token or access-token address (RFC 5849, 2.1 and 2.3).
 *
 * @param body the form-encoded body of a 200 answer.
 * @throws OAuth1Error response_invalid when it holds no token and secret, or one of them twice.
 */
export function parseTokenResponse(body: string): TokenResponse {
  const values = new Map<string, string>();
  for (const [name, value] of parseBody(body)) {
    if (values.has(name) && known.has(name)) throw invalid(`${name} is there twice`);
    values.set(name, value);
  }
  const token = values.get("oauth_token");
  const tokenSecret = values.get("oauth_token_secret");
  if (!token) throw invalid("oauth_token is missing");
  if (tokenSecret === undefined) throw invalid("oauth_token_secret is missing");
  return {
    token,
    tokenSecret,
    callbackConfirmed: values.get("oauth_callback_confirmed") === "true",
    additional: new Map([...values].filter(([name]) => !known.has(name))),
  };
}

function parseBody(body: string): ReturnType<typeof parseForm> {
  try {
    return parseForm(body.trim(), "token answer");
  } catch (cause) {
    throw invalid("it is not form-encoded", cause);
  }
}

// The body holds a secret, so it is not in the message.
function invalid(what: string, cause?: unknown): OAuth1Error {
  const message = `This is not a token answer, ${what}: check that the address is the server's token address.`;
  return new OAuth1Error("response_invalid", message, { cause });
}
