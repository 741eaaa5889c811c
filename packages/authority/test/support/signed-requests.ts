import { generateKeyPairSync } from "node:crypto";
import type { SignOptions } from "@leasehold/oauth1/sign-options";
import { readPrivateKey, type RsaPrivateKey } from "@leasehold/oauth1/rsa-key";
import { signSync } from "@leasehold/oauth1/sync";
import type { CredentialRequest } from "../../src/authority.ts";
import { writeJsonList } from "../../src/lib/database/json-list.ts";
import { selfSignedCertificate } from "../../src/lib/oauth/self-signed-certificate.ts";
import { signedTokenPurpose } from "../../src/lib/oauth1/signed-token.ts";
import { taskQueueScope } from "../../src/lib/scopes.ts";
import { bareRequest, imagesPath } from "./bare-request.ts";
import { type OpenedContext, origin, openTestContext } from "./open-test-context.ts";

/** The consumer with a secret, and Ada's token. */
export const hmac = {
  consumerKey: "consumer.example.com",
  consumerSecret: "consumer-secret",
  token: "lht_ada",
  tokenSecret: "token-secret",
};

/** The same consumer without a token. */
export const twoLegged = {
  consumerKey: "consumer.example.com",
  consumerSecret: "consumer-secret",
};

export interface SignedContext extends OpenedContext {
  /** The key of rsa.example.com. */
  privateKey: RsaPrivateKey;
  addSignedToken: (token: string, changes?: Partial<SignedTokenRow>) => Promise<void>;
}

interface SignedTokenRow {
  client_id: string;
  subject: string;
  grant_id: string | null;
  expires_at_ms: number;
}

/** The whole example, a key for rsa.example.com, and Ada's token for consumer.example.com. */
export async function openSignedContext(): Promise<SignedContext> {
  const opened = await openTestContext();
  await opened.applyExample();
  const { context, clock } = opened;
  const privateKey = await giveKey(opened);
  const addSignedToken: SignedContext["addSignedToken"] = async (token, changes = {}) => {
    await opened.addToken(token, {
      client_id: "consumer.example.com",
      scopes: writeJsonList([taskQueueScope]),
      expires_at_ms: clock.now() + 3_600_000,
      ...changes,
    });
    await context.database
      .updateTable("tokens")
      .set({
        kind: "signed",
        application_kind: "oauth-consumer",
        secret_sealed: context.keyring.seal("token-secret", signedTokenPurpose),
      })
      .where("client_id", "like", "%.example.com")
      .execute();
  };
  await addSignedToken("lht_ada");
  return { ...opened, privateKey, addSignedToken };
}

async function giveKey({ context, clock }: OpenedContext): Promise<RsaPrivateKey> {
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const certificate_pem = selfSignedCertificate({
    ...pair,
    name: "rsa.example.com",
    serial: Buffer.from([1]),
    notBefore: new Date(clock.now()),
    notAfter: new Date(clock.now() + 1000),
  });
  await context.database
    .updateTable("oauth_consumers")
    .set({ certificate_pem })
    .where("key", "=", "rsa.example.com")
    .execute();
  return readPrivateKey(pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString());
}

/** A request as it arrives. */
export function arrived(changes: Partial<CredentialRequest> = {}): CredentialRequest {
  const { target = imagesPath, formText } = changes;
  const mark = target.indexOf("?");
  return {
    ...bareRequest,
    host: "127.0.0.1:8085",
    apiKeyHeader: "acme-server-key",
    query: mark === -1 ? undefined : new URLSearchParams(target.slice(mark)),
    form: formText === undefined ? undefined : new URLSearchParams(formText),
    ...changes,
  };
}

/** Signs a request and lets it arrive, changed on its way if wanted. */
export function signed(
  options: Partial<SignOptions> & {
    target?: string;
    method?: string;
    form?: string;
    nowMs: number;
  },
  changes: Partial<CredentialRequest> = {},
): CredentialRequest {
  const { target = imagesPath, method = "GET", form, nowMs, credentials = hmac, ...rest } = options;
  const result = signSync({
    request: { method, url: `${origin}${target}`, form },
    credentials,
    timestampSeconds: Math.floor(nowMs / 1000),
    ...rest,
  });
  return arrived({
    method,
    target: result.url.slice(origin.length),
    authorization: result.authorization,
    ...(result.form === undefined ? {} : { formText: result.form }),
    ...changes,
  });
}
