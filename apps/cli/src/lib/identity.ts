import { endpointsOf } from "@leasehold/auth/endpoints";
import type { TokenSignIn } from "./profiles.ts";

/** What the server says of a token. */
export interface Identity {
  user: string | undefined;
  application: string | undefined;
  scopes: string[];
  /** Seconds until the token ends. */
  expiresInSeconds: number | undefined;
}

/** Asks the token information address; undefined when the server does not know the token. */
export async function identityOf(
  baseUrl: string,
  { token, signIn }: { token: string; signIn: TokenSignIn },
): Promise<Identity | undefined> {
  const endpoints = endpointsOf(baseUrl);
  const response = await fetch(endpoints.tokenInfo, bearer(token));
  if (!response.ok) return undefined;
  const info = record(await response.json());
  const application = text(info["aud"]) ?? text(info["azp"]);
  // A service account's token rarely has the scope that shows an address; whom it acts as is known all the same.
  const subject = signIn.type === "service-account" ? signIn.subject : undefined;
  const assumed = signIn.type === "user" ? undefined : (subject ?? application);
  return {
    user: text(info["email"]) ?? assumed ?? (await emailOf(endpoints.userInfo, token)),
    application,
    scopes: text(info["scope"])?.split(" ").filter(Boolean) ?? [],
    expiresInSeconds: number(info["expires_in"]),
  };
}

async function emailOf(userInfo: string, token: string): Promise<string | undefined> {
  const response = await fetch(userInfo, bearer(token));
  if (!response.ok) return undefined;
  return text(record(await response.json())["email"]);
}

function bearer(token: string): RequestInit {
  return { headers: { authorization: `Bearer ${token}` } };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

// Some addresses answer numbers as strings.
function number(value: unknown): number | undefined {
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : undefined;
}
