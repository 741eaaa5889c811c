import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import { addExamples } from "../examples.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { identityOf } from "../identity.ts";
import { consumerIdentity } from "../oauth1/consumer-identity.ts";
import type { ConsumerAccount } from "../oauth1/consumer-session.ts";
import { migrateSignIn } from "../oauth1/migrate-sign-in.ts";
import { signInAsConsumer } from "../oauth1/sign-in-as-consumer.ts";
import { makeConfigurationFolder, type SignIn, updateProfile } from "../profiles.ts";
import {
  accountOf,
  credentialOfFile,
  isSigned,
  keychainWait,
  openTokens,
  tokenCredentialOf,
  tokensFolder,
} from "../session.ts";
import { addLoginFlags, checkLoginFlags, type LoginFlags, wayOf } from "../sign-in/login-flags.ts";
import { signInAskedFor } from "../sign-in/sign-in-asked-for.ts";
import { signInAsUser } from "../sign-in/sign-in-as-user.ts";
import { commandFor, resolveSettings, type Settings } from "../settings.ts";
import { whileWaiting } from "../while-waiting.ts";

export function loginCommand(host: Host): Command {
  const command = addLoginFlags(
    new Command("login").description("sign in: as a user, a service account or a consumer"),
  );
  command.action((flags: LoginFlags) => login(host, flags, command));
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
  checkLoginFlags(flags);
  const settings = await resolveSettings(host, self);
  if (flags.migrate === true) return migrate(host, settings, flags);
  const asked = await signInAskedFor(host, flags, settings.profile.signIns[settings.baseUrl]);
  makeConfigurationFolder(host.env);
  await whileWaiting(
    host,
    `Waiting for ${settings.baseUrl} to answer.`,
    checkServer(settings.baseUrl),
  );
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
  tellSignedIn(host, settings, { signIn, user: identity.user });
}

async function loginAsConsumer(
  host: Host,
  settings: Settings,
  { known, flags }: { known: ConsumerAccount; flags: LoginFlags },
): Promise<void> {
  const { hybrid = false, callback, realm, browser } = flags;
  const way = { hybrid, callback, realm, browser };
  const signIn = await signInAsConsumer(host, known, way);
  await remember(host, settings, signIn);
  const { user } = await consumerIdentity(host, settings, signIn);
  tellSignedIn(host, settings, { signIn, user });
}

async function migrate(host: Host, settings: Settings, flags: LoginFlags): Promise<void> {
  const before = settings.profile.signIns[settings.baseUrl];
  if (before === undefined) throw nothingToMigrate(settings);
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

function nothingToMigrate({ baseUrl, profileName }: Settings): CliError {
  return new CliError(
    exitCodes.signIn,
    `The profile ${profileName} is not signed in to ${baseUrl}: --migrate goes on from a sign-in by --oauth1 or --hybrid. Name the profile that has it by --profile.`,
  );
}

function tellSignedIn(
  host: Host,
  settings: Settings,
  { signIn, user }: { signIn: SignIn; user: string | undefined },
): void {
  host.tell(`Signed in to ${settings.baseUrl}${user === undefined ? "" : ` as ${user}`}.`);
  const next = signIn.type === "user" ? "queues list" : "tasks lease QUEUE";
  const isNamed = settings.project !== undefined || mayListProjects(signIn);
  host.tell(`Next: ${commandFor(settings, isNamed ? next : `${next} --project PROJECT`)}`);
}

/** Whether commands may look for the project by themselves. */
function mayListProjects({ scopes }: SignIn): boolean {
  return scopes.some((scope) => /\/leasehold\.admin(?:\.readonly)?$/.test(scope));
}

/** Whether there is a keychain; tells why when there is none, and that the sign-in goes on. */
async function hasKeychain(host: Host): Promise<boolean> {
  const { openKeychainTokenStore } = await import("@leasehold/auth/keychain-token-store");
  const { reason } = await whileWaiting(
    host,
    keychainWait,
    openKeychainTokenStore({ folder: tokensFolder(host) }),
  );
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

/** The next command goes to the same server and project. */
async function remember(host: Host, settings: Settings, signIn: SignIn): Promise<void> {
  await updateProfile(host.env, settings.profileName, (profile) => ({
    ...profile,
    baseUrl: settings.baseUrl,
    ...(settings.project !== undefined && { project: settings.project }),
    signIns: { ...profile.signIns, [settings.baseUrl]: signIn },
  }));
}
