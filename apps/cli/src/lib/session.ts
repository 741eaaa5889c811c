import { join } from "node:path";
import type { Credential, TokenCredential } from "@leasehold/auth";
import type { TokenStore } from "@leasehold/auth/token-store";
import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Host } from "./host.ts";
import { consumerCredential } from "./oauth1/consumer-session.ts";
import { configurationFolder, type SignIn, type TokenSignIn } from "./profiles.ts";
import { commandFor, type Settings } from "./settings.ts";
import { whileWaiting } from "./while-waiting.ts";

/** The tokens' place in the store: a profile may be signed in to many servers. */
export function accountOf(settings: Settings): string {
  return `${settings.profileName} ${settings.baseUrl}`;
}

/** What is told while the keychain takes its time. */
export const keychainWait =
  "Waiting for this system's keychain: it may be asking you to unlock it, in a window of its own.";

/** Where the sign-in's tokens are: in files, sealed when it was made with `--keychain`. */
export async function openTokens(host: Host, signIn: SignIn): Promise<TokenStore> {
  const folder = tokensFolder(host);
  if (signIn.keychain === true) {
    const { openKeychainTokenStore } = await import("@leasehold/auth/keychain-token-store");
    return (await whileWaiting(host, keychainWait, openKeychainTokenStore({ folder }))).store;
  }
  const { fileTokenStore } = await import("@leasehold/auth/token-store");
  return fileTokenStore({ folder });
}

export function tokensFolder(host: Host): string {
  return join(configurationFolder(host.env), "tokens");
}

/** The credential of whoever is signed in to the server. */
export async function openCredential(host: Host, settings: Settings): Promise<Credential> {
  return credentialOf({ host, settings, signIn: signInOf(settings) });
}

/** Whether each request is signed: there is no token to send by itself. */
export function isSigned(signIn: SignIn): signIn is Exclude<SignIn, TokenSignIn> {
  return signIn.type === "oauth1" || signIn.type === "two-legged";
}

export function signInOf(settings: Settings): SignIn {
  const signIn = settings.profile.signIns[settings.baseUrl];
  if (signIn === undefined) throw notSignedIn(settings);
  return signIn;
}

function notSignedIn(settings: Settings): CliError {
  return new CliError(
    exitCodes.signIn,
    `Not signed in to ${settings.baseUrl}: run \`${commandFor(settings, "login")}\`.`,
  );
}

/** Makes the credential of a sign-in. Nothing is asked of the server before the first token is needed. */
export async function credentialOf(options: {
  host: Host;
  settings: Settings;
  signIn: SignIn;
}): Promise<Credential> {
  const { host, settings, signIn } = options;
  if (!isSigned(signIn)) return tokenCredentialOf({ host, settings, signIn });
  const store = await openTokens(host, signIn);
  const account = accountOf(settings);
  return consumerCredential({ signIn, issuer: settings.baseUrl, store, account });
}

/** The same, of a sign-in by OAuth 2.0. */
export async function tokenCredentialOf(options: {
  host: Host;
  settings: Settings;
  signIn: TokenSignIn;
}): Promise<TokenCredential> {
  const { host, settings, signIn } = options;
  const store = await openTokens(host, signIn);
  const account = accountOf(settings);
  const issuer = settings.baseUrl;
  if (signIn.type !== "user") return credentialOfFile(settings, signIn, { store, account });
  const { installedApp } = await import("@leasehold/auth/installed-app");
  const { clientId, clientSecret, scopes } = signIn;
  return installedApp({ clientId, clientSecret, scopes, issuer, store, account }).credential;
}

/** A credential of the same sign-in that may do less; its tokens are not kept. */
export async function openNarrowedCredential(
  host: Host,
  settings: Settings,
  scopes: string[],
): Promise<TokenCredential> {
  const signIn = signInOf(settings);
  if (isSigned(signIn)) throw noToken();
  if (signIn.type !== "user") {
    refuseMore(scopes, signIn.scopes);
    return credentialOfFile(settings, { ...signIn, scopes });
  }
  const { installedApp } = await import("@leasehold/auth/installed-app");
  const store = await openTokens(host, signIn);
  const app = { ...signIn, issuer: settings.baseUrl, store, account: accountOf(settings) };
  return installedApp(app).narrowed(scopes);
}

/** What there is in place of a token, where each request is signed. */
export function noToken(): CliError {
  return new CliError(
    exitCodes.usage,
    "This sign-in signs each request with OAuth 1.0, so there is no token to send by itself: `leasehold token --json` prints what a program signs with, and `leasehold login` signs in with OAuth 2.0.",
  );
}

function refuseMore(scopes: string[], granted: string[]): void {
  const more = scopes.filter((scope) => !granted.includes(scope));
  if (more.length === 0) return;
  throw new CliError(
    exitCodes.signIn,
    `The sign-in does not have ${more.join(" ")}: sign in again with --scopes.`,
  );
}

/**
 * The credential that a file gives.
 *
 * @param cache where a service account's token is kept between runs; nowhere by default.
 */
export async function credentialOfFile(
  settings: Settings,
  signIn: Exclude<TokenSignIn, { type: "user" }>,
  cache?: { store: TokenStore; account: string },
): Promise<TokenCredential> {
  if (signIn.type === "external-account") return externalAccountOf(settings, signIn);
  return serviceAccountOf(settings, signIn, cache);
}

async function serviceAccountOf(
  settings: Settings,
  signIn: SignIn & { type: "service-account" },
  cache?: { store: TokenStore; account: string },
): Promise<TokenCredential> {
  const { readServiceAccountKey, serviceAccount } = await import("@leasehold/auth/service-account");
  const { scopes, subject } = signIn;
  const key = await readServiceAccountKey(signIn.keyFile);
  const issuer = settings.baseUrl;
  return serviceAccount({ key, scopes, subject, issuer, ...(cache !== undefined && { cache }) });
}

/** Its tokens are not kept: each run shows the token of the other issuer, which may have ended since. */
async function externalAccountOf(
  settings: Settings,
  { file, scopes }: SignIn & { type: "external-account" },
): Promise<TokenCredential> {
  const { applicationDefault } = await import("@leasehold/auth/application-default");
  const env = { GOOGLE_APPLICATION_CREDENTIALS: file };
  return applicationDefault({ scopes, issuer: settings.baseUrl, env });
}
