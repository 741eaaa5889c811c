import type { AuthorityContext } from "../context.ts";
import { dayMs } from "./quota-use.ts";
import { trafficSteps } from "./traffic.ts";

const quotaUseKeptMs = 40 * dayMs;

/**
 * Drops counts of calls that are too old to be shown. Every sweep takes what aged since the one before.
 *
 * @returns how many rows went.
 */
export async function sweepUsage({
  database,
  now,
}: Pick<AuthorityContext, "database" | "now">): Promise<number> {
  let total = 0;
  for (const { stepMs, keptMs } of trafficSteps) {
    const { numDeletedRows } = await database
      .deleteFrom("traffic")
      .where("step_ms", "=", stepMs)
      .where("start_ms", "<", now() - keptMs)
      .executeTakeFirst();
    total += Number(numDeletedRows);
  }
  const { numDeletedRows } = await database
    .deleteFrom("quota_use")
    .where("day_start_ms", "<", now() - quotaUseKeptMs)
    .executeTakeFirst();
  return total + Number(numDeletedRows);
}
