import { authorizedFetch, type TokenCredential } from "../auth.ts";
import { AuthError } from "../auth-error.ts";
import type { Tokens } from "../token-store.ts";
import { membersOf } from "./json-answer.ts";
import { requiredText } from "./json-file.ts";
import { renewingCredential } from "./renewing-credential.ts";

/** What a person or another account needs to act as a service account. */
export const impersonationScope = "https://www.googleapis.com/auth/cloud-platform";

const answerTimeoutMs = 30_000;

/**
 * Acts as a service account by the right of somebody else, whom the file also names: their token is shown at the
 * account's `generateAccessToken`, which gives one for the account. (google-auth-library's class for it writes a
 * warning to the console each time, so the one request is made here.)
 */
export function impersonatedAccount(options: {
  /** The parsed credential file. */
  content: Record<string, unknown>;
  /** The file's name, for messages. */
  path: string;
  scopes: readonly string[];
  /** A Leasehold's base URL, in place of the file's. */
  issuer: string | undefined;
  source: TokenCredential;
  fetch: typeof globalThis.fetch;
}): TokenCredential {
  const { content, path, scopes, source, fetch } = options;
  const { email, endpoint } = targetOf(options);
  const { delegates } = content;
  const body = JSON.stringify({
    scope: scopes,
    ...(Array.isArray(delegates) && delegates.length > 0 && { delegates }),
  });
  const send = authorizedFetch(source, fetch);
  return renewingCredential({
    load: async () => undefined,
    async renew(): Promise<Tokens> {
      const { ok, status, answer } = await post(send, endpoint, body);
      if (!ok) throw refused({ email, path, status, answer });
      return tokensIn(answer, endpoint);
    },
  });
}

function targetOf(options: {
  content: Record<string, unknown>;
  path: string;
  issuer: string | undefined;
}): { email: string; endpoint: string } {
  const { content, path, issuer } = options;
  const name = "service_account_impersonation_url";
  const address = requiredText(content, name, path);
  const method = /\/v1\/projects\/-\/serviceAccounts\/([^/]+):generateAccessToken$/.exec(address);
  if (method?.[1] === undefined || !URL.canParse(address)) {
    throw new AuthError(
      "key_file_invalid",
      `${path} has a ${name} that is not the address of generateAccessToken: give the file as it came.`,
    );
  }
  const endpoint = issuer === undefined ? address : `${issuer.replace(/\/+$/, "")}${method[0]}`;
  return { email: method[1], endpoint };
}

async function post(
  send: typeof globalThis.fetch,
  endpoint: string,
  body: string,
): Promise<{ ok: boolean; status: number; answer: Record<string, unknown> }> {
  try {
    const response = await send(endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body,
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    const { ok, status } = response;
    return { ok, status, answer: membersOf(await response.text()) };
  } catch (cause) {
    // What is wrong with the source is told in its own words.
    if (cause instanceof AuthError) throw cause;
    throw new AuthError(
      "token_endpoint_unreachable",
      `Cannot reach ${endpoint}: check the address and that the server runs.`,
      { cause },
    );
  }
}

function refused(facts: {
  email: string;
  path: string;
  status: number;
  answer: Record<string, unknown>;
}): AuthError {
  const { email, path, status, answer } = facts;
  const error = answer["error"];
  const message =
    typeof error === "object" && error !== null && "message" in error && error.message;
  const said = typeof message === "string" ? message : `HTTP status ${status}`;
  if (status !== 403 && status !== 401) {
    return new AuthError(
      "token_endpoint_failed",
      `No token for the service account ${email} was given: check the settings, or try again. (The server said: ${said})`,
      { status },
    );
  }
  return new AuthError(
    "impersonation_refused",
    `The source_credentials in ${path} may not act as ${email}: make that user an owner of the account's project, and let it grant the scope ${impersonationScope}. (The server said: ${said})`,
    { status },
  );
}

function tokensIn(answer: Record<string, unknown>, endpoint: string): Tokens {
  const { accessToken, expireTime } = answer;
  if (typeof accessToken !== "string") {
    throw new AuthError(
      "token_endpoint_failed",
      `${endpoint} answered without an access token: check the address.`,
    );
  }
  const expiresAtMs = typeof expireTime === "string" ? Date.parse(expireTime) : NaN;
  return { accessToken, ...(!Number.isNaN(expiresAtMs) && { expiresAtMs }) };
}
