import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { TokenCredential } from "./auth.ts";
import { AuthError } from "./auth-error.ts";
import { endpointsOf } from "./endpoints.ts";
import { externalAccount } from "./lib/external-account.ts";
import { impersonatedAccount, impersonationScope } from "./lib/impersonated-account.ts";
import { parseJsonFile, requiredText } from "./lib/json-file.ts";
import { userCredential } from "./lib/user-credential.ts";
import { serviceAccount, serviceAccountKeyOf } from "./service-account.ts";
import { memoryTokenStore } from "./token-store.ts";

export interface ApplicationDefaultOptions {
  /** Used with a service account; a user's file has its scopes already. */
  scopes: readonly string[];
  /** A Leasehold's base URL; by default a service account file's `token_uri`, else Google. */
  issuer?: string | undefined;
  /** Where GOOGLE_APPLICATION_CREDENTIALS is looked up; this process's by default. */
  env?: NodeJS.ProcessEnv;
  fetch?: typeof globalThis.fetch;
}

/**
 * Application default credentials: the file that GOOGLE_APPLICATION_CREDENTIALS names, else the one that
 * `gcloud auth application-default login` writes. Of the kinds `service_account`, `authorized_user`,
 * `external_account` and `impersonated_service_account`; for others give a google-auth-library client instead. A file
 * of the last two kinds says itself where its tokens come from, and may name a program to run: take none from
 * somebody that you do not trust.
 *
 * @param options the scopes and the server.
 * @throws AuthError `credentials_file_missing`, `key_file_invalid` or `credentials_kind_unsupported`.
 */
export async function applicationDefault(
  options: ApplicationDefaultOptions,
): Promise<TokenCredential> {
  const { path, text } = await findCredentials(options.env ?? process.env);
  return credentialOf(parseJsonFile({ text, path }), path, options);
}

/** What a file of a kind holds, for those that a file may name inside it too. */
function credentialOf(
  content: Record<string, unknown>,
  path: string,
  options: ApplicationDefaultOptions,
): TokenCredential {
  const { scopes, issuer, fetch } = options;
  switch (content["type"]) {
    case "service_account":
      return serviceAccount({
        key: serviceAccountKeyOf(content, path),
        scopes,
        issuer,
        ...(fetch !== undefined && { fetch }),
      });
    case "authorized_user":
      return authorizedUser(content, path, options);
    case "external_account":
      return externalAccount({ content, path, scopes, fetch: fetch ?? globalThis.fetch });
    case "impersonated_service_account":
      return impersonated(content, path, options);
    default:
      throw new AuthError(
        "credentials_kind_unsupported",
        `${path} has the type ${JSON.stringify(content["type"])}: give one of service_account, authorized_user, external_account or impersonated_service_account, or pass a google-auth-library client.`,
      );
  }
}

function impersonated(
  content: Record<string, unknown>,
  path: string,
  options: ApplicationDefaultOptions,
): TokenCredential {
  const source = content["source_credentials"];
  if (typeof source !== "object" || source === null) {
    throw new AuthError(
      "key_file_invalid",
      `${path} has no source_credentials: give the file as it came.`,
    );
  }
  if ("type" in source && source.type === "impersonated_service_account") {
    throw new AuthError(
      "credentials_kind_unsupported",
      `${path} names an impersonated account as its source: make a file whose source is a user or a service account.`,
    );
  }
  return impersonatedAccount({
    content,
    path,
    scopes: options.scopes,
    issuer: options.issuer,
    source: credentialOf({ ...source }, path, { ...options, scopes: [impersonationScope] }),
    fetch: options.fetch ?? globalThis.fetch,
  });
}

function authorizedUser(
  content: Record<string, unknown>,
  path: string,
  options: ApplicationDefaultOptions,
): TokenCredential {
  const refreshToken = requiredText(content, "refresh_token", path);
  const store = memoryTokenStore();
  const account = "application-default";
  const credential = userCredential({
    client: {
      clientId: requiredText(content, "client_id", path),
      clientSecret: requiredText(content, "client_secret", path),
      endpoints: endpointsOf(options.issuer),
      fetch: options.fetch ?? globalThis.fetch,
    },
    // The file holds no access token: one that ended long ago makes the first call fetch one.
    store: {
      ...store,
      load: async () =>
        (await store.load(account)) ?? { accessToken: "", expiresAtMs: 0, refreshToken },
    },
    account,
  });
  return credential;
}

async function findCredentials(env: NodeJS.ProcessEnv): Promise<{ path: string; text: string }> {
  const named = env["GOOGLE_APPLICATION_CREDENTIALS"];
  const path = named || wellKnownFile(env);
  try {
    return { path, text: await readFile(path, "utf8") };
  } catch (cause) {
    throw new AuthError(
      "credentials_file_missing",
      named
        ? `Cannot read ${path}, which GOOGLE_APPLICATION_CREDENTIALS names: check the path.`
        : `GOOGLE_APPLICATION_CREDENTIALS is not set, and there is no ${path}: let it name a service account's key file.`,
      { cause },
    );
  }
}

// Where gcloud keeps them on each system.
function wellKnownFile(env: NodeJS.ProcessEnv): string {
  const onWindows = process.platform === "win32";
  const folder =
    env["CLOUDSDK_CONFIG"] ||
    (onWindows && env["APPDATA"]
      ? join(env["APPDATA"], "gcloud")
      : join(env["HOME"] || homedir(), ".config", "gcloud"));
  return join(folder, "application_default_credentials.json");
}
