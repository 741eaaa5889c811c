import { Command, Option } from "commander";
import { addExamples } from "../examples.ts";
import type { Host } from "../host.ts";
import type { ConsumerSignIn } from "../oauth1/consumer-sign-in.ts";
import { parseScopes } from "../scopes.ts";
import {
  accountOf,
  isSigned,
  noToken,
  openNarrowedCredential,
  openTokens,
  signInOf,
  tokenCredentialOf,
} from "../session.ts";
import { resolveSettings, type Settings } from "../settings.ts";

export function tokenCommand(host: Host): Command {
  const command = new Command("token")
    .description("print an access token that is good for at least a minute")
    .addOption(
      new Option(
        "--scopes <list>",
        "a token for a part of what the sign-in has, such as taskqueue",
      ).argParser(parseScopes),
    )
    .action((flags: { scopes?: string[] }, self: Command) => token(host, flags, self));
  return addExamples(command, [
    'curl -H "Authorization: Bearer $(leasehold token)" http://127.0.0.1:8085/leasehold/v1/projects',
    "leasehold token --scopes openid,email",
  ]);
}

async function token(host: Host, flags: { scopes?: string[] }, self: Command): Promise<void> {
  const settings = await resolveSettings(host, self);
  const signIn = signInOf(settings);
  if (isSigned(signIn)) {
    if (!settings.json || flags.scopes !== undefined) throw noToken();
    host.print(JSON.stringify(await signingFacts(host, settings, signIn), undefined, 2));
    return;
  }
  const credential =
    flags.scopes === undefined
      ? await tokenCredentialOf({ host, settings, signIn })
      : await openNarrowedCredential(host, settings, flags.scopes);
  const accessToken = await credential.accessToken();
  host.print(settings.json ? JSON.stringify({ accessToken }, undefined, 2) : accessToken);
}

/** What a program of OAuth 1.0 signs with, beside the consumer's own secret or key. */
async function signingFacts(
  host: Host,
  settings: Settings,
  signIn: ConsumerSignIn,
): Promise<Record<string, string>> {
  const { consumerKey, signatureMethod } = signIn.consumer;
  const consumer = { consumerKey, ...(signatureMethod !== undefined && { signatureMethod }) };
  if (signIn.type === "two-legged") return { ...consumer, requestor: signIn.requestor };
  const store = await openTokens(host, signIn);
  const { accessToken: token, tokenSecret = "" } = (await store.load(accountOf(settings))) ?? {};
  return { ...consumer, ...(token !== undefined && { token, tokenSecret }) };
}
