import { CliError } from "../cli-error.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { noDelegationAdvice } from "../sign-in/login-again.ts";
import { inBrowser, showAndOpenAddress } from "../sign-in/sign-in-as-user.ts";
import { explainingFetch } from "./explaining-fetch.ts";
import { consumerOptions } from "./consumer-options.ts";
import { type ConsumerAccount, consumerApp, consumerCredential } from "./consumer-session.ts";
import type { ConsumerSignIn } from "./consumer-sign-in.ts";

/** How the user gets to the pages, and back. */
export interface ConsumerWay {
  hybrid: boolean;
  callback: string | undefined;
  realm: string | undefined;
  /** False when the browser is on another machine. */
  browser: boolean;
}

/** Signs in by OAuth 1.0, keeps the token, and gives what the profile is to remember. */
export async function signInAsConsumer(
  host: Host,
  account: ConsumerAccount,
  way: ConsumerWay,
): Promise<ConsumerSignIn> {
  const { signIn } = account;
  if (signIn.type === "two-legged") {
    await tryDelegation(account, signIn);
    // Not before: a sign-in that fails leaves the earlier one as it was.
    await account.store.remove(account.account);
    return signIn;
  }
  if (way.hybrid) return signInHybrid(host, account, { signIn, way });
  const app = await consumerApp(account);
  if (way.callback !== undefined && way.browser) {
    await app.signIn({ callback: way.callback, ...inBrowser(host) });
    return signIn;
  }
  await app.signInByHand({
    showAddress: way.browser ? (address) => showAndOpenAddress(host, address) : showAnywhere(host),
    readVerifier: () => answerTo(host, "Code that the page shows: "),
  });
  return signIn;
}

async function signInHybrid(
  host: Host,
  { issuer, store, account }: ConsumerAccount,
  { signIn, way }: { signIn: ConsumerSignIn & { type: "oauth1" }; way: ConsumerWay },
): Promise<ConsumerSignIn> {
  const { callback = "" } = way;
  const realm = way.realm ?? new URL("/", callback).href;
  const { hybridApp } = await import("@leasehold/auth/hybrid-app");
  const consumer = await consumerOptions(signIn.consumer, issuer);
  const app = hybridApp({ ...consumer, realm, scopes: signIn.scopes, store, account });
  const identity = way.browser
    ? await app.signIn({ callback, ...inBrowser(host) })
    : await app.signInByHand({
        callback,
        showAddress: showAnywhere(host),
        readAnswer: () => answerTo(host, "Address that the browser ended on: "),
      });
  const user = identity.email ?? identity.claimedId;
  const hybrid = { callback, ...(way.realm !== undefined && { realm: way.realm }) };
  return { ...signIn, user, hybrid };
}

function showAnywhere(host: Host): (address: string) => void {
  return (address) => {
    host.tell(`Open this address in a browser on any machine:\n\n  ${address}\n`);
  };
}

async function answerTo(host: Host, question: string): Promise<string> {
  const answer = await host.ask(question);
  if (answer !== undefined) return answer;
  throw new CliError(exitCodes.signIn, "No answer was given: run the command again and paste it.");
}

// Nothing is asked for and nothing is granted: only a call shows that the domain has delegated. Scopes may be missing.
async function tryDelegation(
  account: ConsumerAccount,
  { consumer, requestor }: ConsumerSignIn & { type: "two-legged" },
): Promise<void> {
  const { authorizedFetch } = await import("@leasehold/auth");
  const fetch = authorizedFetch(await consumerCredential(account), explainingFetch());
  const response = await fetch(`${account.issuer}/leasehold/v1/projects`);
  if (response.ok) return;
  const { status } = response;
  const { reason, message = `The server answered ${status}.` } = facts(await response.text());
  if (reason === "insufficientPermissions") return;
  const asked = { baseUrl: account.issuer, client: consumer.consumerKey, user: requestor };
  const advice = message.startsWith("permission_denied") ? noDelegationAdvice(asked) : "";
  throw new CliError(exitCodeOf(status, message), `${message}${advice}`);
}

function exitCodeOf(status: number, message: string): ExitCode {
  if (status === 403) return exitCodes.forbidden;
  // Another sign-in would not help.
  if (status >= 500 || /^(?:timestamp_refused|nonce_used)\b/.test(message)) return exitCodes.failed;
  return exitCodes.signIn;
}

function facts(text: string): { reason?: string; message?: string } {
  try {
    const { error } = JSON.parse(text) as {
      error?: { message?: string; errors?: { reason?: string }[] };
    };
    const reason = error?.errors?.[0]?.reason;
    return { ...(reason && { reason }), ...(error?.message && { message: error.message }) };
  } catch {
    return {};
  }
}
