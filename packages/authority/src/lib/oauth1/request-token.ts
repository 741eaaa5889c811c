import type { AuthorityContext } from "../context.ts";
import { readJsonList } from "../database/json-list.ts";
import { secretHash } from "../keyring.ts";

/** What the sealed secret of a request token is bound to. */
export const requestTokenPurpose = "oauth1-request-token";

/** What a consumer asks a person for. */
export interface RequestToken {
  tokenHash: string;
  secretSealed: string;
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

/** Finds a request token that is alive; undefined for any other. */
export async function findRequestToken(
  context: Pick<AuthorityContext, "database" | "now">,
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
    secretSealed: row.secret_sealed,
    consumerKey: row.consumer_key,
    scopes: readJsonList(row.scopes),
    callback: row.callback,
    displayName: row.display_name ?? undefined,
    grantId: row.grant_id ?? undefined,
    verifierHash: row.verifier_hash ?? undefined,
  };
}
