import type { AuthorityContext } from "../context.ts";
import { readJsonList, writeJsonList } from "../database/json-list.ts";
import { secretHash } from "../keyring.ts";
import { newSecret } from "../oauth/secrets.ts";

/** What the sealed secret of a request token is bound to. */
const purpose = "oauth1-request-token";

/** What a consumer asks a person for. */
export interface RequestToken {
  tokenHash: string;
  secret: string;
  consumerKey: string;
  scopes: string[];
  /** An address, or `oob`. */
  callback: string;
  displayName: string | undefined;
  /** What was allowed; undefined until then. */
  grantId: string | undefined;
  /** Undefined in one that needs no verifier. */
  verifierHash: string | undefined;
}

/**
 * Makes a request token.
 *
 * @param request.grantId - of what is allowed already: the token then needs no verifier.
 * @returns what the consumer gets; only its hash is kept.
 */
export async function issueRequestToken(
  { database, keyring, now }: Pick<AuthorityContext, "database" | "keyring" | "now">,
  request: {
    consumerKey: string;
    /** Empty for one that an OpenID answer carries: only the consumer's own secret signs then. */
    secret: string;
    scopes: readonly string[];
    callback: string;
    displayName?: string | undefined;
    grantId?: string;
    lifetimeMs: number;
  },
): Promise<string> {
  const token = newSecret("requestToken");
  const nowMs = now();
  await database
    .insertInto("request_tokens")
    .values({
      token_hash: secretHash(token),
      secret_sealed: keyring.seal(request.secret, purpose),
      consumer_key: request.consumerKey,
      scopes: writeJsonList(request.scopes),
      callback: request.callback,
      display_name: request.displayName ?? null,
      grant_id: request.grantId ?? null,
      created_at_ms: nowMs,
      expires_at_ms: nowMs + request.lifetimeMs,
    })
    .execute();
  return token;
}

/** Finds a request token that is alive; undefined for any other. */
export async function findRequestToken(
  context: Pick<AuthorityContext, "database" | "keyring" | "now">,
  token: string,
): Promise<RequestToken | undefined> {
  const row = await context.database
    .selectFrom("request_tokens")
    .selectAll()
    .where("token_hash", "=", secretHash(token))
    .where("expires_at_ms", ">", context.now())
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    tokenHash: row.token_hash,
    secret: context.keyring.open(row.secret_sealed, purpose),
    consumerKey: row.consumer_key,
    scopes: readJsonList(row.scopes),
    callback: row.callback,
    displayName: row.display_name ?? undefined,
    grantId: row.grant_id ?? undefined,
    verifierHash: row.verifier_hash ?? undefined,
  };
}
