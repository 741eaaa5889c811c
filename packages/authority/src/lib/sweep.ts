import { setImmediate } from "node:timers/promises";
import { attemptWindowMsMax } from "./attempts.ts";
import type { AuthorityContext } from "./context.ts";

/** Rows that one step deletes: other requests have their turn between steps. */
const rowsPerStep = 500;
/** Steps that one sweep takes at most for each kind; the next one goes on. */
const stepsMax = 40;
/** A used code is remembered this much longer: its second use must still revoke what the first gave. */
const codeMemoryMs = 24 * 60 * 60 * 1000;

/**
 * Drops what is over: tokens, codes, sessions, invitations, counts of attempts.
 *
 * @returns how many rows went.
 */
export async function sweepExpired(
  context: Pick<AuthorityContext, "database" | "now">,
): Promise<number> {
  let total = 0;
  for (const step of sweepSteps(context)) {
    for (let steps = 0; steps < stepsMax; steps += 1) {
      const deleted = await step();
      total += deleted;
      if (deleted < rowsPerStep) break;
      await setImmediate();
    }
  }
  return total;
}

function sweepSteps({
  database,
  now,
}: Pick<AuthorityContext, "database" | "now">): (() => Promise<number>)[] {
  const nowMs = now();
  const count = async (query: {
    executeTakeFirstOrThrow: () => Promise<{ numDeletedRows: bigint }>;
  }): Promise<number> => Number((await query.executeTakeFirstOrThrow()).numDeletedRows);
  return [
    () =>
      count(
        database
          .deleteFrom("tokens")
          .where("token_hash", "in", (query) =>
            query
              .selectFrom("tokens")
              .select("token_hash")
              .where("expires_at_ms", "<=", nowMs)
              .limit(rowsPerStep),
          ),
      ),
    () =>
      count(
        database.deleteFrom("authorization_codes").where("code_hash", "in", (query) =>
          query
            .selectFrom("authorization_codes")
            .select("code_hash")
            .where("expires_at_ms", "<=", nowMs - codeMemoryMs)
            .limit(rowsPerStep),
        ),
      ),
    () =>
      count(
        database
          .deleteFrom("sessions")
          .where("id_hash", "in", (query) =>
            query
              .selectFrom("sessions")
              .select("id_hash")
              .where("expires_at_ms", "<=", nowMs)
              .limit(rowsPerStep),
          ),
      ),
    () =>
      count(
        database
          .deleteFrom("invitations")
          .where("token_hash", "in", (query) =>
            query
              .selectFrom("invitations")
              .select("token_hash")
              .where("expires_at_ms", "<=", nowMs)
              .limit(rowsPerStep),
          ),
      ),
    () =>
      count(
        database
          .deleteFrom("attempts")
          .where("subject", "in", (query) =>
            query
              .selectFrom("attempts")
              .select("subject")
              .where("window_start_ms", "<=", nowMs - attemptWindowMsMax)
              .limit(rowsPerStep),
          )
          .where("window_start_ms", "<=", nowMs - attemptWindowMsMax),
      ),
  ];
}
