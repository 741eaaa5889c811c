import { resolve } from "node:path";
import { Command, Option } from "commander";
import { CliError } from "../cli-error.ts";
import { builtInClient, readClientSecrets } from "../client-secrets.ts";
import { addExamples } from "../examples.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { identityOf } from "../identity.ts";
import { type SignIn, updateProfile } from "../profiles.ts";
import { defaultServiceAccountScopes, defaultUserScopes, parseScopes } from "../scopes.ts";
import { accountOf, credentialOf, openTokens, tokensFolder } from "../session.ts";
import { signInAsUser } from "../sign-in-as-user.ts";
import { commandFor, resolveSettings, type Settings } from "../settings.ts";

interface LoginFlags {
  browser: boolean;
  device?: boolean;
  serviceAccount?: string;
  subject?: string;
  client?: string;
  keychain?: boolean;
  scopes?: string[];
}

export function loginCommand(host: Host): Command {
  const command = new Command("login")
    .description("sign in, in a browser or as a service account")
    .option("--no-browser", "print the address, and paste back where the browser ended")
    .option("--device", "show a short code to type in a browser anywhere")
    .option("--service-account <file>", "sign in with a service account's key file")
    .option("--subject <email>", "with --service-account: act as this user")
    .option("--client <file>", "ask as your own installed application: its client_secrets.json")
    .option("--keychain", "seal the tokens with a key in this system's keychain")
    .addOption(
      new Option("--scopes <list>", "what to ask for, such as taskqueue,leasehold.admin").argParser(
        parseScopes,
      ),
    )
    .action((flags: LoginFlags, self: Command) => login(host, flags, self));
  return addExamples(command, [
    "leasehold login",
    "leasehold login --no-browser --base-url https://queues.example.com",
    "leasehold login --device",
    "leasehold login --service-account worker.json --project acme",
    "leasehold login --scopes taskqueue.consumer --profile reader",
    "leasehold login --keychain",
  ]);
}

async function login(host: Host, flags: LoginFlags, self: Command): Promise<void> {
  checkFlags(flags);
  const settings = await resolveSettings(host, self);
  const asked = await signInFrom(flags);
  await checkServer(settings.baseUrl);
  const signIn: SignIn =
    flags.keychain === true && (await hasKeychain(host)) ? { ...asked, keychain: true } : asked;
  const store = await openTokens(host, signIn);
  const account = accountOf(settings);
  if (signIn.type === "user") {
    await signInAsUser({ host, settings, signIn, store, account, way: wayOf(flags) });
  } else {
    // A token of an earlier sign-in must not stand in for this one.
    await store.remove(account);
  }
  const credential = await credentialOf({ host, settings, signIn });
  const token = await credential.accessToken();
  const identity = await identityOf(settings.baseUrl, { token, signIn });
  await remember(host, settings, signIn);
  host.tell(
    `Signed in to ${settings.baseUrl}${identity?.user === undefined ? "" : ` as ${identity.user}`}.`,
  );
  const next = signIn.type === "user" ? "queues list" : "tasks lease QUEUE";
  host.tell(`Next: ${commandFor(settings, next)}`);
}

function wayOf({ device, browser }: LoginFlags): "browser" | "device" | "by hand" {
  if (device === true) return "device";
  return browser ? "browser" : "by hand";
}

function checkFlags(flags: LoginFlags): void {
  if (flags.device === true && (flags.serviceAccount !== undefined || !flags.browser)) {
    throw new CliError(
      exitCodes.usage,
      "Give only one of --device, --no-browser and --service-account.",
    );
  }
  if (flags.serviceAccount !== undefined && flags.client !== undefined) {
    throw new CliError(exitCodes.usage, "Give --service-account or --client, not both.");
  }
  if (flags.subject !== undefined && flags.serviceAccount === undefined) {
    throw new CliError(exitCodes.usage, "--subject needs --service-account.");
  }
}

/** Whether there is a keychain; tells why when there is none, and that the sign-in goes on. */
async function hasKeychain(host: Host): Promise<boolean> {
  const { openKeychainTokenStore } = await import("@leasehold/auth/keychain-token-store");
  const { reason } = await openKeychainTokenStore({ folder: tokensFolder(host) });
  if (reason === undefined) return true;
  host.tell(`${reason} The tokens are kept in a file that only you can read.`);
  return false;
}

// A browser's own page for a server that is not there helps nobody, and the command would go on waiting.
async function checkServer(baseUrl: string): Promise<void> {
  const response = await fetch(`${baseUrl}/.well-known/openid-configuration`);
  await response.body?.cancel();
  if (response.ok) return;
  throw new CliError(
    exitCodes.failed,
    `${baseUrl} answers, but is no Leasehold (status ${response.status}): check --base-url.`,
  );
}

async function signInFrom(flags: LoginFlags): Promise<SignIn> {
  if (flags.serviceAccount !== undefined) {
    return {
      type: "service-account",
      keyFile: resolve(flags.serviceAccount),
      scopes: flags.scopes ?? defaultServiceAccountScopes,
      ...(flags.subject !== undefined && { subject: flags.subject }),
    };
  }
  const client = flags.client === undefined ? builtInClient : await readClientSecrets(flags.client);
  return { type: "user", ...client, scopes: flags.scopes ?? defaultUserScopes };
}

/** The next command goes to the same server and project. */
async function remember(host: Host, settings: Settings, signIn: SignIn): Promise<void> {
  await updateProfile(host.env, settings.profileName, (profile) => ({
    ...profile,
    baseUrl: settings.baseUrl,
    ...(settings.project !== undefined && { project: settings.project }),
    signIns: { ...profile.signIns, [settings.baseUrl]: signIn },
  }));
}
