import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { attemptWindowMsMax } from "./attempts.ts";
import type { AuthorityContext } from "./context.ts";
import type { AuthorityTables } from "./database/schema.ts";
import { sweepUsage } from "./usage/sweep-usage.ts";

/** Rows that one step deletes: other requests have their turn between steps. */
const rowsPerStep = 500;
/** Steps that one sweep takes at most for each kind; the next one goes on. */
const stepsMax = 40;
/** Nonces come with each request that is signed, so that many go: 3000 a second, when it is swept every 10 minutes. */
const nonceStepsMax = 4000;
/** A used code is remembered this much longer: its second use must still revoke what the first gave. */
const codeMemoryMs = 24 * 60 * 60 * 1000;
/** A device that polls late is told for this long that its code has expired. */
const deviceCodeMemoryMs = 60 * 60 * 1000;

/** Rows of a table that are over: those whose `column` is at most `beforeMs`. */
interface Expired {
  table: keyof AuthorityTables;
  key: string;
  column: string;
  beforeMs: number;
  /** Default {@link stepsMax}. */
  stepsMax?: number;
}

/**
 * Drops what is over: tokens, codes, device codes, nonces, sessions, invitations, counts of attempts and of calls.
 *
 * @returns how many rows went.
 */
export async function sweepExpired(
  context: Pick<AuthorityContext, "database" | "now">,
): Promise<number> {
  let total = 0;
  for (const expired of whatExpires(context.now())) {
    for (let steps = 0; steps < (expired.stepsMax ?? stepsMax); steps += 1) {
      const deleted = await deleteSome(context, expired);
      total += deleted;
      if (deleted < rowsPerStep) break;
      await setImmediate();
    }
  }
  return total + (await sweepUsage(context));
}

function whatExpires(nowMs: number): Expired[] {
  const column = "expires_at_ms";
  return [
    { table: "tokens", key: "token_hash", column, beforeMs: nowMs },
    { table: "authorization_codes", key: "code_hash", column, beforeMs: nowMs - codeMemoryMs },
    {
      table: "device_codes",
      key: "device_code_hash",
      column,
      beforeMs: nowMs - deviceCodeMemoryMs,
    },
    { table: "request_tokens", key: "token_hash", column, beforeMs: nowMs },
    { table: "nonces", key: "nonce_hash", column, beforeMs: nowMs, stepsMax: nonceStepsMax },
    { table: "sessions", key: "id_hash", column, beforeMs: nowMs },
    { table: "pending_sign_ins", key: "state_hash", column, beforeMs: nowMs },
    { table: "invitations", key: "token_hash", column, beforeMs: nowMs },
    {
      table: "attempts",
      key: "subject",
      column: "window_start_ms",
      beforeMs: nowMs - attemptWindowMsMax,
    },
  ];
}

async function deleteSome(
  { database }: Pick<AuthorityContext, "database">,
  expired: Expired,
): Promise<number> {
  const table = sql.table(expired.table);
  const key = sql.ref(expired.key);
  const isOver = sql`${sql.ref(expired.column)} <= ${expired.beforeMs}`;
  const { numAffectedRows } = await sql`
    delete from ${table} where ${isOver} and ${key} in
      (select ${key} from ${table} where ${isOver} limit ${rowsPerStep})`.execute(database);
  return Number(numAffectedRows ?? 0n);
}
