/** How an OAuth 1.0 consumer signs, as a profile remembers it. */
export interface ConsumerSettings {
  consumerKey: string;
  consumerSecret?: string;
  /** An RSA key in PEM, in place of the secret. */
  keyFile?: string;
  signatureMethod?: string;
  apiKey: string;
}

/** Where a hybrid sign-in came back to. */
export interface HybridPlace {
  callback: string;
  /** Where it is not the root of the callback. */
  realm?: string;
}

/** Signed in by OAuth 1.0: for a user who allowed it, or two-legged. */
export type ConsumerSignIn =
  | {
      type: "oauth1";
      consumer: ConsumerSettings;
      scopes: string[];
      /** Known after a hybrid sign-in. */
      user?: string;
      hybrid?: HybridPlace;
    }
  | { type: "two-legged"; consumer: ConsumerSettings; scopes: string[]; requestor: string };

/** Reads what a profile remembers of a consumer; undefined for anything else. */
export function parseConsumer(value: unknown): ConsumerSettings | undefined {
  const { consumerKey, consumerSecret, keyFile, signatureMethod, apiKey } = Object(value) as Record<
    string,
    unknown
  >;
  if (typeof consumerKey !== "string" || typeof apiKey !== "string") return undefined;
  return {
    consumerKey,
    apiKey,
    ...(typeof consumerSecret === "string" && { consumerSecret }),
    ...(typeof keyFile === "string" && { keyFile }),
    ...(typeof signatureMethod === "string" && { signatureMethod }),
  };
}

/** Reads what a profile remembers of a hybrid sign-in; undefined for anything else. */
export function parseHybrid(value: unknown): HybridPlace | undefined {
  const { callback, realm } = Object(value) as Record<string, unknown>;
  if (typeof callback !== "string") return undefined;
  return { callback, ...(typeof realm === "string" && { realm }) };
}
