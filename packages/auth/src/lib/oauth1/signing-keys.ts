import type { HmacMethod, RsaMethod, SigningCredentials } from "@leasehold/oauth1/credentials";
import { OAuth1Error } from "@leasehold/oauth1/oauth1-error";
import { readPrivateKey } from "@leasehold/oauth1/rsa-key";
import { AuthError } from "../../auth-error.ts";

/** A consumer that shares a secret with the server. */
interface SecretKeys {
  consumerSecret: string;
  privateKey?: undefined;
  /** HMAC-SHA1 by default. */
  signatureMethod?: HmacMethod | undefined;
}

/** A consumer whose certificate the server has. */
interface RsaKeys {
  /** PEM, without a passphrase. */
  privateKey: string;
  consumerSecret?: undefined;
  /** RSA-SHA1 by default. */
  signatureMethod?: RsaMethod | undefined;
}

/** A consumer as it is registered under API Access: its key, a domain as a rule, and what it signs with. */
export type ConsumerKeys = { consumerKey: string } & (SecretKeys | RsaKeys);

/** A request or access token with its secret. */
export interface OAuth1Token {
  token: string;
  /** Empty for the request token of a hybrid sign-in. */
  tokenSecret: string;
}

/** Gives what requests are signed with, for each token. */
export type SigningKeys = (token?: OAuth1Token) => SigningCredentials;

/**
 * Reads a consumer's key once.
 *
 * @throws AuthError key_file_invalid when the private key is none.
 */
export function signingKeysOf(consumer: ConsumerKeys): SigningKeys {
  const { consumerKey } = consumer;
  if (consumer.privateKey === undefined) {
    const { consumerSecret, signatureMethod } = consumer;
    return (token) => ({ consumerKey, consumerSecret, signatureMethod, ...token });
  }
  const { signatureMethod } = consumer;
  const privateKey = readKey(consumer.privateKey);
  return (token) => ({ consumerKey, privateKey, signatureMethod, token: token?.token });
}

function readKey(pem: string): ReturnType<typeof readPrivateKey> {
  try {
    return readPrivateKey(pem);
  } catch (cause) {
    if (!(cause instanceof OAuth1Error)) throw cause;
    throw new AuthError("key_file_invalid", cause.message, { cause });
  }
}
