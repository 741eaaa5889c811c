import type { AuthorityContext } from "../context.ts";
import { readJsonList } from "../database/json-list.ts";
import { secretHash } from "../keyring.ts";

/** What the sealed secret of an OAuth 1.0 access token is bound to. */
export const signedTokenPurpose = "oauth1-access-token";

/** An OAuth 1.0 access token, with its secret open. */
export interface SignedToken {
  secret: string;
  consumerKey: string;
  grantId: string | null;
  scopes: string[];
  /** The user's e-mail. */
  user: string;
  administrator: boolean;
}

/** Reads an access token; undefined when there is none, or its user is no more. */
export async function readSignedToken(
  context: Pick<AuthorityContext, "database" | "keyring" | "now">,
  token: string,
): Promise<SignedToken | undefined> {
  const row = await context.database
    .selectFrom("tokens")
    .innerJoin("users", "users.email", "tokens.subject")
    .select([
      "tokens.secret_sealed",
      "tokens.client_id",
      "tokens.grant_id",
      "tokens.scopes",
      "tokens.subject",
      "users.is_administrator",
    ])
    .where("tokens.token_hash", "=", secretHash(token))
    .where("tokens.kind", "=", "signed")
    .where("tokens.expires_at_ms", ">", context.now())
    .executeTakeFirst();
  if (row === undefined || row.secret_sealed === null) return undefined;
  return {
    secret: context.keyring.open(row.secret_sealed, signedTokenPurpose),
    consumerKey: row.client_id,
    grantId: row.grant_id,
    scopes: readJsonList(row.scopes),
    user: row.subject,
    administrator: row.is_administrator === 1,
  };
}
