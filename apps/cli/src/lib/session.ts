import { join } from "node:path";
import type { TokenCredential } from "@leasehold/auth";
import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Host } from "./host.ts";
import { configurationFolder, type SignIn } from "./profiles.ts";
import { commandFor, type Settings } from "./settings.ts";

/** The tokens' place in the store: a profile may be signed in to many servers. */
export function accountOf(settings: Settings): string {
  return `${settings.profileName} ${settings.baseUrl}`;
}

export function tokensFolder(host: Host): string {
  return join(configurationFolder(host.env), "tokens");
}

/** The credential of whoever is signed in to the server. */
export async function openCredential(host: Host, settings: Settings): Promise<TokenCredential> {
  return credentialOf({ host, settings, signIn: signInOf(settings) });
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
}): Promise<TokenCredential> {
  const { host, settings, signIn } = options;
  const { fileTokenStore } = await import("@leasehold/auth/token-store");
  const store = fileTokenStore({ folder: tokensFolder(host) });
  const account = accountOf(settings);
  const issuer = settings.baseUrl;
  if (signIn.type === "service-account") {
    const { readServiceAccountKey, serviceAccount } =
      await import("@leasehold/auth/service-account");
    const { scopes, subject } = signIn;
    const key = await readServiceAccountKey(signIn.keyFile);
    return serviceAccount({ key, scopes, subject, issuer, cache: { store, account } });
  }
  const { installedApp } = await import("@leasehold/auth/installed-app");
  const { clientId, clientSecret, scopes } = signIn;
  return installedApp({ clientId, clientSecret, scopes, issuer, store, account }).credential;
}
