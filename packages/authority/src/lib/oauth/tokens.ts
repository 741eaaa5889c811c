import type { Kysely } from "kysely";
import type { AuthorityContext } from "../context.ts";
import { readJsonList, writeJsonList } from "../database/json-list.ts";
import type { AuthorityTables, Token } from "../database/schema.ts";
import { secretHash } from "../keyring.ts";
import { newSecret } from "./secrets.ts";

export const accessTokenSeconds = 3600;
/** A refresh token dies when it was not used for six months. */
export const refreshTokenIdleMs: number = 183 * 24 * 60 * 60 * 1000;
/** Live refresh tokens, and live signed ones, of one user and application; one more and the oldest dies. */
const lastingTokensMax = 100;
/** A signed token lives until it is taken back. */
const neverMs = Date.UTC(9999, 11, 31);

/** Whom and what a token stands for: the columns that one token hands on to the next. */
export type TokenOwner = Pick<
  Token,
  "grant_id" | "code_hash" | "client_id" | "application_kind" | "project_id" | "subject"
>;

/** A database, or a transaction on it. */
type Queries = Kysely<AuthorityTables>;

/** Finds a token that is alive. */
export async function findToken(
  context: Pick<AuthorityContext, "database" | "now">,
  token: string,
): Promise<(Token & { scopeList: string[] }) | undefined> {
  const row = await context.database
    .selectFrom("tokens")
    .selectAll()
    .where("token_hash", "=", secretHash(token))
    .where("expires_at_ms", ">", context.now())
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, scopeList: readJsonList(row.scopes) };
}

/** Makes an access token; for an hour, when no other time is given. */
export async function issueAccessToken(
  database: Queries,
  options: {
    owner: TokenOwner;
    scopes: readonly string[];
    nowMs: number;
    lifetimeSeconds?: number;
  },
): Promise<string> {
  const { nowMs, lifetimeSeconds = accessTokenSeconds } = options;
  const token = newSecret("accessToken");
  await insertToken(database, {
    ...options,
    token,
    kind: "access",
    expiresAtMs: nowMs + lifetimeSeconds * 1000,
  });
  return token;
}

/** Makes a refresh token, at the cost of the oldest one when there are too many. */
export async function issueRefreshToken(
  database: Queries,
  options: { owner: TokenOwner; scopes: readonly string[]; nowMs: number },
): Promise<string> {
  const { nowMs } = options;
  const token = newSecret("refreshToken");
  const expiresAtMs = nowMs + refreshTokenIdleMs;
  await insertToken(database, { ...options, token, kind: "refresh", expiresAtMs });
  await dropSuperfluous(database, { ...options, token, kind: "refresh" });
  return token;
}

/**
 * Makes an OAuth 1.0 access token, at the cost of the oldest one when there are too many.
 *
 * @returns the token, and the hashes of those that it cost: forget them when the transaction is over.
 */
export async function issueSignedToken(
  database: Queries,
  options: { owner: TokenOwner; scopes: readonly string[]; nowMs: number; secretSealed: string },
): Promise<{ token: string; droppedHashes: string[] }> {
  const token = newSecret("signedToken");
  await insertToken(database, { ...options, token, kind: "signed", expiresAtMs: neverMs });
  const droppedHashes = await dropSuperfluous(database, { ...options, token, kind: "signed" });
  return { token, droppedHashes };
}

/** Gives the hashes of those that it deleted. */
async function dropSuperfluous(
  database: Queries,
  options: { owner: TokenOwner; nowMs: number; token: string; kind: Token["kind"] },
): Promise<string[]> {
  const { owner, nowMs, token, kind } = options;
  const superfluous = await database
    .selectFrom("tokens")
    .select("token_hash")
    .where("grant_id", "=", owner.grant_id)
    .where("kind", "=", kind)
    .where("expires_at_ms", ">", nowMs)
    .orderBy("created_at_ms", "desc")
    // Those of the same moment: the new one must not be taken for an older one.
    .orderBy((expression) => expression("token_hash", "=", secretHash(token)), "desc")
    .offset(lastingTokensMax)
    .limit(lastingTokensMax)
    .execute();
  const hashes = superfluous.map((row) => row.token_hash);
  if (hashes.length > 0) {
    await database.deleteFrom("tokens").where("token_hash", "in", hashes).execute();
  }
  return hashes;
}

/** Kills the tokens that came from a code, because somebody used it twice (RFC 6749, section 4.1.2). */
export async function revokeTokensOfCode(
  context: AuthorityContext,
  codeHash: string,
): Promise<void> {
  const rows = await context.database
    .deleteFrom("tokens")
    .where("code_hash", "=", codeHash)
    .returning(["token_hash", "subject", "client_id"])
    .execute();
  for (const row of rows) context.forget({ type: "token", tokenHash: row.token_hash });
  const [first] = rows;
  if (first === undefined) return;
  const { subject: actor, client_id: target } = first;
  await context.audit({ actor, action: "code.replay", target });
}

async function insertToken(
  database: Queries,
  options: {
    owner: TokenOwner;
    scopes: readonly string[];
    nowMs: number;
    token: string;
    kind: Token["kind"];
    expiresAtMs: number;
    secretSealed?: string;
  },
): Promise<void> {
  const { owner, scopes, nowMs, token, kind, expiresAtMs, secretSealed = null } = options;
  await database
    .insertInto("tokens")
    .values({
      grant_id: owner.grant_id,
      code_hash: owner.code_hash,
      client_id: owner.client_id,
      application_kind: owner.application_kind,
      project_id: owner.project_id,
      subject: owner.subject,
      token_hash: secretHash(token),
      kind,
      secret_sealed: secretSealed,
      scopes: writeJsonList(scopes),
      created_at_ms: nowMs,
      expires_at_ms: expiresAtMs,
    })
    .execute();
}
