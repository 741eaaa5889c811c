import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Command, Option } from "commander";
import { CliError } from "../cli-error.ts";
import { builtInClient, readClientSecrets } from "../client-secrets.ts";
import { addExamples } from "../examples.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { identityOf } from "../identity.ts";
import {
  addConsumerFlags,
  checkConsumerFlags,
  type ConsumerFlags,
  consumerSignIn,
  wantsConsumer,
} from "../oauth1/consumer-flags.ts";
import { consumerIdentity } from "../oauth1/consumer-identity.ts";
import type { ConsumerAccount } from "../oauth1/consumer-session.ts";
import { migrateSignIn } from "../oauth1/migrate-sign-in.ts";
import { signInAsConsumer } from "../oauth1/sign-in-as-consumer.ts";
import { type SignIn, updateProfile } from "../profiles.ts";
import { defaultServiceAccountScopes, defaultUserScopes, parseScopes } from "../scopes.ts";
import {
  accountOf,
  credentialOfFile,
  isSigned,
  openTokens,
  signInOf,
  tokenCredentialOf,
  tokensFolder,
} from "../session.ts";
import { showAndOpenAddress, signInAsUser } from "../sign-in-as-user.ts";
import { commandFor, resolveSettings, type Settings } from "../settings.ts";

interface LoginFlags extends ConsumerFlags {
  browser: boolean;
  device?: boolean;
  serviceAccount?: string;
  subject?: string;
  client?: string;
  keychain?: boolean;
  migrate?: boolean;
  scopes?: string[];
}

export function loginCommand(host: Host): Command {
  const command = new Command("login")
    .description("sign in, in a browser or as a service account")
    .option("--no-browser", "open an address on another machine, and type what it ends with here")
    .option("--device", "show a short code to type in a browser anywhere")
    .option("--service-account <file>", "sign in with a key file, or one of an external account")
    .option("--subject <email>", "with --service-account: act as this user")
    .option("--migrate", "go on with OAuth 2.0 from OAuth 1.0, without asking (needs --client)")
    .option("--client <file>", "ask as your own installed application: its client_secrets.json")
    .option("--keychain", "seal the tokens with a key in this system's keychain")
    .addOption(
      new Option("--scopes <list>", "what to ask for, such as taskqueue,leasehold.admin").argParser(
        parseScopes,
      ),
    );
  addConsumerFlags(command).action((flags: LoginFlags, self: Command) => login(host, flags, self));
  return addExamples(command, [
    "leasehold login",
    "leasehold login --no-browser --base-url https://queues.example.com",
    "leasehold login --device",
    "leasehold login --service-account worker.json --project acme",
    "leasehold login --client client_secrets.json --scopes taskqueue,email",
    "leasehold login --scopes taskqueue.consumer --profile reader",
    "leasehold login --keychain",
    "leasehold login --oauth1 --consumer-key consumer.example.com --requestor ada@example.com",
    "leasehold login --hybrid --consumer-key consumer.example.com --callback http://127.0.0.1:9004/callback",
  ]);
}

async function login(host: Host, flags: LoginFlags, self: Command): Promise<void> {
  checkFlags(flags);
  const settings = await resolveSettings(host, self);
  if (flags.migrate === true) return migrate(host, settings, flags);
  const asked = await signInFrom(host, flags);
  await checkServer(settings.baseUrl);
  const signIn: SignIn =
    flags.keychain === true && (await hasKeychain(host)) ? { ...asked, keychain: true } : asked;
  const store = await openTokens(host, signIn);
  const account = accountOf(settings);
  if (isSigned(signIn)) {
    const known = { signIn, issuer: settings.baseUrl, store, account };
    return loginAsConsumer(host, settings, { known, flags });
  }
  if (signIn.type === "user") {
    await signInAsUser({ host, settings, signIn, store, account, way: wayOf(flags) });
  }
  // Without the store: a token of an earlier sign-in must not stand in for this one.
  const credential =
    signIn.type === "user"
      ? await tokenCredentialOf({ host, settings, signIn })
      : await credentialOfFile(settings, signIn);
  const token = await credential.accessToken();
  const identity = await identityOf(settings.baseUrl, { token, signIn });
  if (identity === undefined) throw unknownToken(settings, signIn);
  // Not before: a sign-in that fails leaves the earlier one as it was.
  if (signIn.type !== "user") await store.remove(account);
  await remember(host, settings, signIn);
  tellSignedIn(host, settings, identity.user, signIn.type === "user" ? "queues list" : undefined);
}

async function loginAsConsumer(
  host: Host,
  settings: Settings,
  { known, flags }: { known: ConsumerAccount; flags: LoginFlags },
): Promise<void> {
  const { hybrid = false, callback, realm, browser } = flags;
  const showAndOpen = (address: string): Promise<void> => showAndOpenAddress(host, address);
  const way = { hybrid, callback, realm, browser, showAndOpen };
  const signIn = await signInAsConsumer(host, known, way);
  await remember(host, settings, signIn);
  tellSignedIn(host, settings, (await consumerIdentity(host, settings, signIn)).user);
}

async function migrate(host: Host, settings: Settings, flags: LoginFlags): Promise<void> {
  const before = signInOf(settings);
  const store = await openTokens(host, before);
  const known = { signIn: before, issuer: settings.baseUrl, store, account: accountOf(settings) };
  const migrated = await migrateSignIn(known, flags.client);
  const signIn = before.keychain === true ? { ...migrated, keychain: true as const } : migrated;
  await remember(host, settings, signIn);
  host.tell(`The sign-in to ${settings.baseUrl} goes on with OAuth 2.0.`);
  host.tell(
    `What was allowed by OAuth 1.0 stays until you remove it: ${settings.baseUrl}/permissions`,
  );
}

function tellSignedIn(
  host: Host,
  settings: Settings,
  user: string | undefined,
  next = "tasks lease QUEUE",
): void {
  host.tell(`Signed in to ${settings.baseUrl}${user === undefined ? "" : ` as ${user}`}.`);
  host.tell(`Next: ${commandFor(settings, next)}`);
}

function wayOf({ device, browser }: LoginFlags): "browser" | "device" | "by hand" {
  if (device === true) return "device";
  return browser ? "browser" : "by hand";
}

function checkFlags(flags: LoginFlags): void {
  checkConsumerFlags(flags);
  const others = [flags.oauth1, flags.hybrid, flags.device, flags.serviceAccount, flags.scopes];
  if (flags.migrate === true && others.some((flag) => flag !== undefined)) {
    throw new CliError(exitCodes.usage, "--migrate goes with --client only.");
  }
  if (flags.requestor !== undefined && flags.scopes !== undefined) {
    throw new CliError(
      exitCodes.usage,
      "--scopes is what a user is asked for: with --requestor the domain has said which there are.",
    );
  }
  const isOther =
    flags.device === true || flags.serviceAccount !== undefined || flags.client !== undefined;
  if (wantsConsumer(flags) && isOther) {
    throw new CliError(
      exitCodes.usage,
      "--oauth1 and --hybrid are ways of their own: leave out --device, --service-account and --client.",
    );
  }
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

async function signInFrom(host: Host, flags: LoginFlags): Promise<SignIn> {
  if (wantsConsumer(flags)) return consumerSignIn(host, flags);
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
