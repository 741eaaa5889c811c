import { resolve } from "node:path";
import { CliError } from "../cli-error.ts";
import { builtInClient, readClientSecrets } from "../client-secrets.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { consumerSignIn, wantsConsumer } from "../oauth1/consumer-flags.ts";
import { readKeyFile } from "../oauth1/read-key-file.ts";
import type { SignIn } from "../profiles.ts";
import { readText } from "../read-text.ts";
import { defaultServiceAccountScopes, defaultUserScopes } from "../scopes.ts";
import { isSigned } from "../session.ts";
import type { LoginFlags } from "./login-flags.ts";

/**
 * What the profile is to remember of the flags of `login`.
 *
 * @param before the profile's sign-in to the same server until now.
 */
export async function signInAskedFor(
  host: Host,
  flags: LoginFlags,
  before: SignIn | undefined,
): Promise<SignIn> {
  if (wantsConsumer(flags)) {
    // Here already: nobody is to be sent to a browser for a key that cannot be read.
    if (flags.rsaKey !== undefined) await readKeyFile(flags.rsaKey);
    const known = before !== undefined && isSigned(before) ? before.consumer : undefined;
    return consumerSignIn(host, flags, known);
  }
  if (flags.serviceAccount !== undefined) return accountIn(resolve(flags.serviceAccount), flags);
  const client = flags.client === undefined ? builtInClient : await readClientSecrets(flags.client);
  const from = flags.client !== undefined && { clientFile: resolve(flags.client) };
  return { type: "user", ...client, ...from, scopes: flags.scopes ?? defaultUserScopes };
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

/** What it is otherwise is found out when it is used. */
async function isExternalAccount(file: string): Promise<boolean> {
  const text = await readText(file);
  try {
    return Object(JSON.parse(text)).type === "external_account";
  } catch {
    return false;
  }
}
