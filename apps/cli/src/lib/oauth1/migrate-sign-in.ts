import { resolve } from "node:path";
import { CliError } from "../cli-error.ts";
import { readClientSecrets } from "../client-secrets.ts";
import { exitCodes } from "../exit-codes.ts";
import type { SignIn, TokenSignIn } from "../profiles.ts";
import { consumerOptions } from "./consumer-options.ts";
import type { ConsumerAccount } from "./consumer-session.ts";

/** Turns a sign-in by OAuth 1.0 into one by OAuth 2.0, without asking the user, and keeps the new tokens. */
export async function migrateSignIn(
  account: Omit<ConsumerAccount, "signIn"> & { signIn: SignIn },
  clientFile: string | undefined,
): Promise<TokenSignIn> {
  const { signIn, issuer, store, account: name } = account;
  if (signIn.type !== "oauth1") {
    throw usage("--migrate goes on from a sign-in by --oauth1 or --hybrid: this profile has none.");
  }
  if (clientFile === undefined) {
    throw usage(
      "--migrate needs --client: the client_secrets.json of an installed application of the consumer's project.",
    );
  }
  const { clientId, clientSecret } = await readClientSecrets(clientFile);
  const kept = await store.load(name);
  if (kept?.tokenSecret === undefined) {
    throw new CliError(exitCodes.signIn, "The sign-in has ended: run `leasehold login`.");
  }
  const { migrateOAuth1 } = await import("@leasehold/auth/migrate-oauth1");
  const tokens = await migrateOAuth1({
    ...(await consumerOptions(signIn.consumer, issuer)),
    token: kept.accessToken,
    tokenSecret: kept.tokenSecret,
    clientId,
    clientSecret,
  });
  await store.save(name, tokens);
  const scopes = tokens.scopes ?? signIn.scopes;
  const secret = clientSecret !== undefined && { clientSecret };
  return { type: "user", clientId, ...secret, clientFile: resolve(clientFile), scopes };
}

function usage(message: string): CliError {
  return new CliError(exitCodes.usage, message);
}
