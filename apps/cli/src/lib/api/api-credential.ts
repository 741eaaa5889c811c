import type { Credential } from "@leasehold/auth";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { readText } from "../read-text.ts";
import { openCredential, openNarrowedCredential } from "../session.ts";
import { commandFor, type Settings } from "../settings.ts";
import type { ApiFlags } from "./api-flags.ts";
import type { ApiMethod } from "./api-method.ts";
import type { OpenedDocument } from "./open-document.ts";
import { readStdin } from "./read-stdin.ts";

/** Who makes the call, before any of it is asked for. */
export interface ApiCredential {
  /** The headers that it adds, as a shell would write them: without a secret. */
  shown: Record<string, string>;
  /** Gets what is needed; undefined for a call that nobody makes. */
  open: () => Promise<Credential | undefined>;
}

interface Choice {
  host: Host;
  settings: Settings;
  flags: ApiFlags;
  opened: OpenedDocument;
  api: ApiMethod;
}

/**
 * Chooses the credential of a call: the one that the flags name; for our server the sign-in; for Google's the application default.
 * Nobody else's server is given a token that the user did not name for it.
 * @throws {CliError} When the method needs one and there is none.
 */
export function chooseCredential(choice: Choice): ApiCredential {
  const { flags } = choice;
  const named = [flags.token, flags.serviceAccount, flags.applicationDefault, flags.anonymous];
  if (named.filter((flag) => flag !== undefined).length > 1) {
    throw new CliError(
      exitCodes.usage,
      "Give only one of --token, --service-account, --application-default and --anonymous.",
    );
  }
  const found = tokenOf(choice);
  const { key } = flags;
  if (key === undefined) return found;
  return {
    shown: { ...found.shown, "x-goog-api-key": "$API_KEY" },
    async open() {
      const { withApiKey } = await import("@leasehold/auth/api-key");
      const bare: Credential = { authorize: async (request) => request };
      return withoutRedirects(withApiKey((await found.open()) ?? bare, key));
    },
  };
}

function tokenOf(choice: Choice): ApiCredential {
  const { host, settings, flags, opened, api } = choice;
  const scopes = flags.scopes ?? api.method.scopes?.slice(0, 1) ?? [];
  if (flags.anonymous === true) return nobody;
  if (flags.token !== undefined) return fixed(host, flags.token);
  if (flags.serviceAccount !== undefined) return keyFile(choice, flags.serviceAccount, scopes);
  const isGoogles = /^https:\/\/([\w-]+\.)*googleapis\.com(\/|$)/.test(opened.rootUrl);
  if (flags.applicationDefault === true) return applicationDefaults(choice, scopes);
  if (api.method.scopes === undefined) return nobody;
  if (opened.isOurs) {
    const { scopes: narrowed } = flags;
    const words = narrowed === undefined ? "token" : `token --scopes ${narrowed.join(",")}`;
    return {
      shown: bearer(`$(${commandFor(settings, words)})`),
      open: () =>
        narrowed === undefined
          ? openCredential(host, settings)
          : openNarrowedCredential(host, settings, narrowed),
    };
  }
  if (flags.key !== undefined) return nobody;
  if (isGoogles) return applicationDefaults(choice, scopes);
  throw new CliError(
    exitCodes.signIn,
    `${new URL(opened.rootUrl).host} is not the server that you are signed in to, so it does not get that token: give --token, --service-account, --application-default, --key or --anonymous.`,
  );
}

const nobody: ApiCredential = { shown: {}, open: async () => undefined };

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function fixed(host: Host, given: string): ApiCredential {
  return {
    shown: bearer("$TOKEN"),
    async open() {
      const { fixedToken } = await import("@leasehold/auth");
      return fixedToken(given === "-" ? await firstLine(host) : given);
    },
  };
}

async function firstLine(host: Host): Promise<string> {
  const [line = ""] = (await readStdin(host)).trim().split("\n");
  if (line !== "") return line;
  throw new CliError(
    exitCodes.usage,
    "Standard input holds no token, and --token - reads it there.",
  );
}

function keyFile(choice: Choice, path: string, scopes: string[]): ApiCredential {
  const { settings, opened, flags } = choice;
  return {
    shown: bearer("$TOKEN"),
    async open() {
      // Before: the package says it in its own words.
      await readText(path);
      const auth = await import("@leasehold/auth/service-account");
      const key = await auth.readServiceAccountKey(path);
      const issuer = opened.isOurs ? settings.baseUrl : undefined;
      return auth.serviceAccount({ key, scopes, subject: flags.subject, issuer });
    },
  };
}

function applicationDefaults({ host, opened, settings }: Choice, scopes: string[]): ApiCredential {
  return {
    shown: bearer("$(gcloud auth application-default print-access-token)"),
    async open() {
      const { applicationDefault } = await import("@leasehold/auth/application-default");
      const issuer = opened.isOurs ? settings.baseUrl : undefined;
      try {
        return await applicationDefault({ scopes, issuer, env: host.env });
      } catch (error) {
        if (!isMissing(error)) throw error;
        throw new CliError(
          exitCodes.signIn,
          "There is no credential: give --token, --service-account or --key, name a file in GOOGLE_APPLICATION_CREDENTIALS, or run `gcloud auth application-default login`.",
          error,
        );
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "credentials_file_missing";
}

/** fetch takes the Authorization header off where a redirect leads to another host, and leaves a key on. */
function withoutRedirects(credential: Credential): Credential {
  return {
    ...credential,
    authorize: async (request) =>
      new Request(await credential.authorize(request), { redirect: "manual" }),
  };
}
