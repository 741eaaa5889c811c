import { sql } from "kysely";
import type { AuthorityContext } from "./context.ts";
import { secretHash } from "./keyring.ts";

/** Whether an attempt may go on. */
export type Attempt = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/** Windows longer than this are refused: a sweep drops counts that are older. */
export const attemptWindowMsMax: number = 24 * 60 * 60 * 1000;

const subjectLengthMax = 200;

/**
 * Counts an attempt and says whether it is within the limit. Windows are fixed: counts begin anew with each.
 *
 * @param options.subject - what is limited, beginning with the kind: `sign-in:ada@example.com`, `token:203.0.113.7`.
 * @param options.limit - attempts allowed in a window.
 * @param options.windowMs - the window's length, at most a day.
 */
export async function countAttempt(
  context: Pick<AuthorityContext, "database" | "now">,
  options: { subject: string; limit: number; windowMs: number },
): Promise<Attempt> {
  const { limit, windowMs } = options;
  if (windowMs <= 0 || windowMs > attemptWindowMsMax) {
    throw new TypeError("windowMs is more than 0 and at most a day.");
  }
  const nowMs = context.now();
  const windowStartMs = nowMs - (nowMs % windowMs);
  const { count } = await context.database
    .insertInto("attempts")
    .values({ subject: shortened(options.subject), window_start_ms: windowStartMs, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(["subject", "window_start_ms"])
        .doUpdateSet({ count: sql<number>`attempts.count + 1` }),
    )
    .returning("count")
    .executeTakeFirstOrThrow();
  if (count <= limit) return { allowed: true };
  return {
    allowed: false,
    retryAfterSeconds: Math.ceil((windowStartMs + windowMs - nowMs) / 1000),
  };
}

/**
 * Says whether another attempt is within the limit, without counting one: for what counts failures only, so that
 * success costs no write.
 */
export async function checkAttempts(
  context: Pick<AuthorityContext, "database" | "now">,
  options: { subject: string; limit: number; windowMs: number },
): Promise<Attempt> {
  const { limit, windowMs } = options;
  const nowMs = context.now();
  const windowStartMs = nowMs - (nowMs % windowMs);
  const row = await context.database
    .selectFrom("attempts")
    .select("count")
    .where("subject", "=", shortened(options.subject))
    .where("window_start_ms", "=", windowStartMs)
    .executeTakeFirst();
  if (row === undefined || row.count < limit) return { allowed: true };
  return {
    allowed: false,
    retryAfterSeconds: Math.ceil((windowStartMs + windowMs - nowMs) / 1000),
  };
}

/** Forgets the attempts of a subject, as after a successful sign-in. */
export async function clearAttempts(
  context: Pick<AuthorityContext, "database">,
  subject: string,
): Promise<void> {
  await context.database.deleteFrom("attempts").where("subject", "=", shortened(subject)).execute();
}

// A caller chooses part of it (an e-mail that was typed in): it must not fill the disk.
function shortened(subject: string): string {
  return subject.length <= subjectLengthMax ? subject : `sha256:${secretHash(subject)}`;
}
