import type { Credential } from "@leasehold/auth";
import type { ThreeLegged } from "@leasehold/auth/three-legged";
import type { TokenStore } from "@leasehold/auth/token-store";
import { consumerOptions } from "./consumer-options.ts";
import type { ConsumerSignIn } from "./consumer-sign-in.ts";

/** A sign-in by OAuth 1.0, and where its token is kept. */
export interface ConsumerAccount {
  signIn: ConsumerSignIn;
  issuer: string;
  store: TokenStore;
  account: string;
}

/** The credential of a sign-in by OAuth 1.0. */
export async function consumerCredential(options: ConsumerAccount): Promise<Credential> {
  const { signIn, issuer } = options;
  if (signIn.type === "oauth1") return (await consumerApp(options)).credential;
  const { oauth1Consumer } = await import("@leasehold/auth/oauth1");
  const consumer = oauth1Consumer(await consumerOptions(signIn.consumer, issuer));
  return consumer.twoLegged({ requestor: signIn.requestor });
}

/** The three-legged application whose token is kept; a hybrid sign-in leaves the same. */
export async function consumerApp(options: ConsumerAccount): Promise<ThreeLegged> {
  const { signIn, issuer, store, account } = options;
  const { threeLegged } = await import("@leasehold/auth/three-legged");
  const consumer = await consumerOptions(signIn.consumer, issuer);
  const displayName = "Leasehold command line";
  return threeLegged({ ...consumer, scopes: signIn.scopes, store, account, displayName });
}
