import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { defaultConsumerScopes } from "../scopes.ts";
import { signatureMethods } from "./consumer-options.ts";
import type { ConsumerSettings, ConsumerSignIn } from "./consumer-sign-in.ts";

/** The flags of `login` that are about OAuth 1.0. */
export interface ConsumerFlags {
  oauth1?: boolean;
  hybrid?: boolean;
  requestor?: string;
  consumerKey?: string;
  consumerSecret?: string;
  rsaKey?: string;
  signatureMethod?: string;
  apiKey?: string;
  callback?: string;
  realm?: string;
  /** Of `login` as a whole. */
  browser?: boolean;
}

export function addConsumerFlags(command: Command): Command {
  return command
    .optionsGroup("As a consumer (OAuth 1.0):")
    .option("--oauth1", "sign each request with a token that a user allows")
    .option("--hybrid", "the same, with the sign-in in the same step (OpenID 2.0)")
    .option("--requestor <email>", "with --oauth1: as this user, without a token (two-legged)")
    .option("--consumer-key <key>", "the consumer, such as consumer.example.com")
    .option("--consumer-secret <secret>", "its secret (LEASEHOLD_CONSUMER_SECRET; the profile's)")
    .option("--rsa-key <file>", "in place of the secret: the key of its certificate")
    .addOption(
      new Option("--signature-method <name>", "default HMAC-SHA1, RSA-SHA1 with a key").choices(
        signatureMethods,
      ),
    )
    .option("--api-key <key>", "of the consumer's project (LEASEHOLD_API_KEY; the profile's)")
    .option("--callback <url>", "address of this machine under the consumer's realm")
    .option("--realm <url>", "with --hybrid (default: the root of the callback)");
}

const consumerFlagNames: readonly [key: keyof ConsumerFlags, flag: string][] = [
  ["requestor", "--requestor"],
  ["consumerKey", "--consumer-key"],
  ["consumerSecret", "--consumer-secret"],
  ["rsaKey", "--rsa-key"],
  ["signatureMethod", "--signature-method"],
  ["apiKey", "--api-key"],
  ["callback", "--callback"],
  ["realm", "--realm"],
];

/** Whether the flags ask for OAuth 1.0. */
export function wantsConsumer(flags: ConsumerFlags): boolean {
  return flags.oauth1 === true || flags.hybrid === true;
}

/**
 * Checks what can be seen without asking anybody.
 *
 * @throws CliError
 */
export function checkConsumerFlags(flags: ConsumerFlags): void {
  if (!wantsConsumer(flags)) {
    const stray = consumerFlagNames.find(([key]) => flags[key] !== undefined);
    if (stray === undefined) return;
    throw usage(`${stray[1]} needs --oauth1 or --hybrid.`);
  }
  if (flags.oauth1 === true && flags.hybrid === true) {
    throw usage("Give --oauth1 or --hybrid, not both.");
  }
  if (flags.consumerKey === undefined) throw usage("Name the consumer by --consumer-key.");
  if (flags.consumerSecret !== undefined && flags.rsaKey !== undefined) {
    throw usage("Give --consumer-secret or --rsa-key, not both.");
  }
  if (flags.hybrid === true && flags.requestor !== undefined) {
    throw usage("--requestor goes with --oauth1: nobody signs in.");
  }
  if (flags.requestor !== undefined && flags.callback !== undefined) {
    throw usage("--callback is for a user who signs in: with --requestor nobody does.");
  }
  if (flags.hybrid !== true && flags.realm !== undefined) {
    throw usage("--realm goes with --hybrid.");
  }
  checkRequestor(flags.requestor);
  if (flags.hybrid === true && flags.callback === undefined) {
    throw usage(
      "--hybrid needs --callback: an address of this machine under the consumer's realm, such as http://127.0.0.1:9004/callback.",
    );
  }
  checkPlaces(flags);
}

function checkRequestor(requestor: string | undefined): void {
  if (requestor === undefined || /^[^\s@]+@[^\s@]+$/.test(requestor)) return;
  throw usage(`--requestor ${requestor} is no e-mail address: give that of the user to act as.`);
}

function checkPlaces({ oauth1, callback, realm, browser }: ConsumerFlags): void {
  if (oauth1 === true && callback !== undefined && browser === false) {
    throw usage(
      "--callback is for the browser of this machine: with --no-browser leave it out, and type the code that the page shows.",
    );
  }
  if (callback !== undefined && !isWebAddress(callback)) {
    throw usage(
      `--callback ${callback} is no address: give one under the consumer's realm, such as http://127.0.0.1:9004/callback.`,
    );
  }
  if (callback !== undefined && browser !== false && !isHere(new URL(callback))) {
    throw usage(
      `--callback ${callback} is not on this machine: give an address such as http://127.0.0.1:9004/callback, or --no-browser to bring the answer here by hand.`,
    );
  }
  if (realm === undefined) return;
  if (!isWebAddress(realm)) {
    throw usage(
      `--realm ${realm} is no address: give the one that the consumer is registered with.`,
    );
  }
  if (callback === undefined || mayLieUnder(callback, realm)) return;
  // The server would say so in the browser only, and nobody would come back.
  throw usage(
    `--callback ${callback} does not lie under --realm ${realm}: give an address that begins with the realm.`,
  );
}

/** What a realm for any host of a domain holds, the server says. */
function mayLieUnder(callback: string, realm: string): boolean {
  return realm.includes("*") || new URL(callback).href.startsWith(new URL(realm).href);
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isHere({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(hostname);
}

/**
 * What the profile is to remember of these flags.
 *
 * @param known the consumer of the profile's sign-in before this one: what is not given anew stays for the same key.
 */
export function consumerSignIn(
  host: Host,
  flags: ConsumerFlags & { scopes?: string[] },
  known: ConsumerSettings | undefined,
): ConsumerSignIn {
  const consumer = consumerOf(host, flags, known);
  const { requestor, scopes = defaultConsumerScopes } = flags;
  if (requestor === undefined) return { type: "oauth1", consumer, scopes };
  // Which scopes there are, the domain has said.
  return { type: "two-legged", consumer, scopes: [], requestor };
}

function consumerOf(
  host: Host,
  flags: ConsumerFlags,
  known: ConsumerSettings | undefined,
): ConsumerSettings {
  const { consumerKey = "" } = flags;
  const same = known?.consumerKey === consumerKey ? known : undefined;
  const apiKey = flags.apiKey ?? (host.env["LEASEHOLD_API_KEY"] || same?.apiKey);
  if (!apiKey) {
    throw usage(
      "OAuth 1.0 needs an API key of the consumer's project: give --api-key or LEASEHOLD_API_KEY.",
    );
  }
  const keyFile = keyFileOf(flags, same);
  const { consumerSecret = host.env["LEASEHOLD_CONSUMER_SECRET"] || same?.consumerSecret } = flags;
  const signsAlike = (same?.keyFile === undefined) === (keyFile === undefined);
  const { signatureMethod = signsAlike ? same?.signatureMethod : undefined } = flags;
  return {
    consumerKey,
    apiKey,
    ...(keyFile === undefined && consumerSecret && { consumerSecret }),
    ...(keyFile !== undefined && { keyFile }),
    ...(signatureMethod !== undefined && { signatureMethod }),
  };
}

// The key that the profile signs with goes before a secret of the environment, which may be another consumer's.
function keyFileOf(
  { rsaKey, consumerSecret }: ConsumerFlags,
  same: ConsumerSettings | undefined,
): string | undefined {
  if (rsaKey !== undefined) return resolve(rsaKey);
  return consumerSecret === undefined ? same?.keyFile : undefined;
}

function usage(message: string): CliError {
  return new CliError(exitCodes.usage, message);
}
