import { readFile } from "node:fs/promises";
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
import { accountOf, credentialOf, credentialOfFile, openTokens, tokensFolder } from "../session.ts";
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
    .option("--no-browser", "open an address on another machine, and type what it ends with here")
    .option("--device", "show a short code to type in a browser anywhere")
    .option("--service-account <file>", "sign in with a key file, or one of an external account")
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
    "leasehold login --client client_secrets.json --scopes taskqueue,email",
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
  }
  // Without the store: a token of an earlier sign-in must not stand in for this one.
  const credential =
    signIn.type === "user"
      ? await credentialOf({ host, settings, signIn })
      : await credentialOfFile(settings, signIn);
  const token = await credential.accessToken();
  const identity = await identityOf(settings.baseUrl, { token, signIn });
  if (identity === undefined) throw unknownToken(settings, signIn);
  // Not before: a sign-in that fails leaves the earlier one as it was.
  if (signIn.type !== "user") await store.remove(account);
  await remember(host, settings, signIn);
  host.tell(
    `Signed in to ${settings.baseUrl}${identity.user === undefined ? "" : ` as ${identity.user}`}.`,
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

// The file of an external account may name any address as the one that gives its tokens.
function unknownToken({ baseUrl }: Settings, signIn: SignIn): CliError {
  const advice =
    signIn.type === "external-account"
      ? `is the token_url in ${signIn.file} an address of this server?`
      : "run the command again.";
  return new CliError(
    exitCodes.signIn,
    `${baseUrl} does not know the token that it got: ${advice}`,
  );
}

async function signInFrom(flags: LoginFlags): Promise<SignIn> {
  if (flags.serviceAccount !== undefined) return accountIn(resolve(flags.serviceAccount), flags);
  const client = flags.client === undefined ? builtInClient : await readClientSecrets(flags.client);
  return { type: "user", ...client, scopes: flags.scopes ?? defaultUserScopes };
}

async function accountIn(file: string, { scopes, subject }: LoginFlags): Promise<SignIn> {
  const wanted = scopes ?? defaultServiceAccountScopes;
  if (!(await isExternalAccount(file))) {
    const acting = subject !== undefined && { subject };
    return { type: "service-account", keyFile: file, scopes: wanted, ...acting };
  }
  if (subject === undefined) return { type: "external-account", file, scopes: wanted };
  throw new CliError(exitCodes.usage, `--subject needs a service account's key file, not ${file}.`);
}

/** What it is otherwise, and whether it can be read, is found out when it is used. */
async function isExternalAccount(file: string): Promise<boolean> {
  const content: unknown = await readFile(file, "utf8")
    .then(JSON.parse)
    .catch(() => undefined);
  return Object(content).type === "external_account";
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
