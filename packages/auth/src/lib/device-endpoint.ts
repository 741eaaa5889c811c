import { AuthError } from "../auth-error.ts";
import type { Tokens } from "../token-store.ts";
import type { OAuthClient } from "./google-auth.ts";
import { membersOf } from "./json-answer.ts";
import { tokenEndpointError } from "./token-endpoint-error.ts";

/** A device authorization answer (RFC 8628, 3.2). */
export interface DeviceCode {
  deviceCode: string;
  userCode: string;
  verificationUrl: string;
  verificationUrlComplete?: string;
  expiresInSeconds: number;
  intervalSeconds: number;
}

const answerTimeoutMs = 30_000;
// RFC 8628, 3.2: when the server names none.
const intervalDefaultSeconds = 5;
const expiresDefaultSeconds = 1800;
const grantType = "urn:ietf:params:oauth:grant-type:device_code";

/** RFC 8628, 3.1. */
export async function askForDeviceCode(
  client: OAuthClient,
  scopes: readonly string[],
): Promise<DeviceCode> {
  const endpoint = client.endpoints.deviceAuthorization;
  const context = { exchange: "device", endpoint } as const;
  const answer = await post(client, endpoint, { scope: scopes.join(" ") }).catch((error) => {
    throw tokenEndpointError(error, context);
  });
  if (!answer.ok) throw tokenEndpointError({ response: answer }, context);
  const { data } = answer;
  const deviceCode = text(data["device_code"]);
  const userCode = text(data["user_code"]);
  // Google's name is older than the standard's.
  const verificationUrl = text(data["verification_uri"]) ?? text(data["verification_url"]);
  if (deviceCode === undefined || userCode === undefined || verificationUrl === undefined) {
    throw new AuthError(
      "token_endpoint_failed",
      `${endpoint} answered without a code: is it the address for devices?`,
    );
  }
  const complete =
    text(data["verification_uri_complete"]) ?? text(data["verification_url_complete"]);
  return {
    deviceCode,
    userCode,
    verificationUrl,
    ...(complete !== undefined && { verificationUrlComplete: complete }),
    expiresInSeconds: number(data["expires_in"]) ?? expiresDefaultSeconds,
    intervalSeconds: number(data["interval"]) ?? intervalDefaultSeconds,
  };
}

/** RFC 8628, 3.4 and 3.5: asks once whether the user has decided. */
export async function pollForTokens(
  client: OAuthClient,
  deviceCode: string,
): Promise<Tokens | "pending" | "slow_down" | "unreachable"> {
  const endpoint = client.endpoints.token;
  const answer = await post(client, endpoint, {
    grant_type: grantType,
    device_code: deviceCode,
    ...(client.clientSecret !== undefined && { client_secret: client.clientSecret }),
  }).catch(() => undefined);
  if (answer === undefined || answer.status >= 500) return "unreachable";
  if (answer.ok) return tokensIn(answer.data, endpoint);
  // The word, not the status: Google's statuses are not the standard's.
  switch (answer.data["error"]) {
    case "authorization_pending":
      return "pending";
    case "slow_down":
      return "slow_down";
    case "access_denied":
      throw new AuthError(
        "access_denied",
        "Access was not allowed: sign in again and choose Allow, or ask for fewer scopes.",
        { oauthError: "access_denied", status: answer.status },
      );
    case "expired_token":
      throw new AuthError(
        "device_code_expired",
        "Nobody typed the code in time: start again for a new one.",
        { oauthError: "expired_token", status: answer.status },
      );
    default:
      throw tokenEndpointError({ response: answer }, { exchange: "device", endpoint });
  }
}

interface Answer {
  ok: boolean;
  status: number;
  data: Record<string, unknown>;
}

async function post(
  client: OAuthClient,
  address: string,
  form: Record<string, string>,
): Promise<Answer> {
  const response = await client.fetch(address, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ client_id: client.clientId, ...form }),
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  const { ok, status } = response;
  return { ok, status, data: membersOf(await response.text()) };
}

function tokensIn(data: Record<string, unknown>, endpoint: string): Tokens {
  const accessToken = text(data["access_token"]);
  if (accessToken === undefined) {
    throw tokenEndpointError(undefined, { exchange: "answer", endpoint });
  }
  const expiresIn = number(data["expires_in"]);
  const refreshToken = text(data["refresh_token"]);
  const idToken = text(data["id_token"]);
  const scope = text(data["scope"]);
  return {
    accessToken,
    ...(expiresIn !== undefined && { expiresAtMs: Date.now() + expiresIn * 1000 }),
    ...(refreshToken !== undefined && { refreshToken }),
    ...(idToken !== undefined && { idToken }),
    ...(scope !== undefined && { scopes: scope.split(" ").filter(Boolean) }),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? value : undefined;
}
