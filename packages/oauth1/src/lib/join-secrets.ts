import { percentEncode } from "./percent-encoding.ts";

/** Both secrets as one text: the key of HMAC, and all that PLAINTEXT sends (RFC 5849, 3.4.2 and 3.4.4). */
export function joinSecrets(secrets: {
  consumerSecret: string;
  tokenSecret?: string | undefined;
}): string {
  return `${percentEncode(secrets.consumerSecret)}&${percentEncode(secrets.tokenSecret ?? "")}`;
}
