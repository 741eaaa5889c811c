import type { ConsumerOptions } from "@leasehold/auth/oauth1";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import type { ConsumerSettings } from "./consumer-sign-in.ts";
import { readKeyFile } from "./read-key-file.ts";

/** The ways to sign that `--signature-method` takes. */
export const signatureMethods: readonly string[] = [
  "HMAC-SHA1",
  "HMAC-SHA256",
  "RSA-SHA1",
  "RSA-SHA256",
];

/** What the auth package takes, with the RSA key read. */
export async function consumerOptions(
  consumer: ConsumerSettings,
  issuer: string,
): Promise<ConsumerOptions> {
  const { consumerKey, consumerSecret, keyFile, signatureMethod, apiKey } = consumer;
  const shared = { consumerKey, apiKey, issuer };
  if (keyFile !== undefined) {
    const privateKey = await readKeyFile(keyFile);
    if (signatureMethod === undefined) return { ...shared, privateKey };
    if (signatureMethod === "RSA-SHA1" || signatureMethod === "RSA-SHA256") {
      return { ...shared, privateKey, signatureMethod };
    }
    throw wrongMethod("--rsa-key signs with RSA-SHA1 or RSA-SHA256");
  }
  if (consumerSecret === undefined) throw noKey();
  if (signatureMethod === undefined) return { ...shared, consumerSecret };
  if (signatureMethod === "HMAC-SHA1" || signatureMethod === "HMAC-SHA256") {
    return { ...shared, consumerSecret, signatureMethod };
  }
  throw wrongMethod("--consumer-secret signs with HMAC-SHA1 or HMAC-SHA256");
}

function wrongMethod(what: string): CliError {
  return new CliError(exitCodes.usage, `${what}: give another --signature-method.`);
}

function noKey(): CliError {
  return new CliError(
    exitCodes.usage,
    "Give --consumer-secret (or LEASEHOLD_CONSUMER_SECRET), or --rsa-key FILE.",
  );
}
