import type { AuthorityContext } from "../context.ts";
import type { Memory } from "../memory.ts";
import type { Day, QuotaUse } from "./quota-use.ts";
import { createUserRates, type UserRates } from "./user-rate.ts";

/** What the applications of a project may do. */
export interface Quotas {
  /** Calls of all its applications together in a day (UTC); null without a limit. */
  requestsPerDay: number | null;
  /** Calls for one user in a second; null without a limit. */
  requestsPerUserPerSecond: number | null;
}

/** A call that a quota does not allow. */
export interface QuotaExceeded {
  quota: keyof Quotas;
  /** Calls. */
  limit: number;
  /** After how many milliseconds the same call may be allowed. */
  retryAfterMs: number;
}

/** One call of an application. */
export interface QuotaRequest {
  /** The application's project. */
  project: string;
  /** For whom the application calls: a text that tells its users apart. */
  user: string;
}

/** More than any two callers differ by: callers choose the text, and must not fill the memory with it. */
const userLengthMax = 100;

/** Makes the function that takes a call from its project's quotas: undefined when it may go on. A refused call takes nothing. */
export function createTakeQuota(
  context: Pick<AuthorityContext, "database" | "now">,
  { memory, use }: { memory: Memory; use: QuotaUse },
): (request: QuotaRequest) => QuotaExceeded | undefined | Promise<QuotaExceeded | undefined> {
  const ratesOf = new Map<string, UserRates>();

  function takeOfUser({ project, user }: QuotaRequest, callsPerSecond: number): number {
    let rates = ratesOf.get(project);
    if (rates === undefined) ratesOf.set(project, (rates = createUserRates(context.now)));
    return rates.take({ user: user.slice(0, userLengthMax), callsPerSecond });
  }

  function take(request: QuotaRequest, quotas: Quotas, day: Day): QuotaExceeded | undefined {
    const { requestsPerDay, requestsPerUserPerSecond } = quotas;
    if (requestsPerDay !== null && (day.stored ?? 0) + day.pending >= requestsPerDay) {
      const retryAfterMs = day.endMs - context.now();
      return { quota: "requestsPerDay", limit: requestsPerDay, retryAfterMs };
    }
    if (requestsPerUserPerSecond !== null) {
      const retryAfterMs = takeOfUser(request, requestsPerUserPerSecond);
      if (retryAfterMs > 0) {
        const limit = requestsPerUserPerSecond;
        return { quota: "requestsPerUserPerSecond", limit, retryAfterMs };
      }
    }
    use.count(day);
    return undefined;
  }

  async function loadAndTake(request: QuotaRequest): Promise<QuotaExceeded | undefined> {
    const { project } = request;
    await use.know(project);
    const quotas = await memory.quotas.load(project, () => readQuotas(context, project));
    return take(request, quotas ?? noQuotas, use.today(project));
  }

  return (request) => {
    const { project } = request;
    const day = use.today(project);
    const quotas = day.stored === undefined ? undefined : memory.quotas.get(project);
    return quotas === undefined ? loadAndTake(request) : take(request, quotas, day);
  };
}

const noQuotas: Quotas = Object.freeze({ requestsPerDay: null, requestsPerUserPerSecond: null });

/** Reads a project's quotas; without a limit for one that has none. */
export async function readQuotas(
  { database }: Pick<AuthorityContext, "database">,
  project: string,
): Promise<Quotas> {
  const row = await database
    .selectFrom("project_quotas")
    .select(["requests_per_day", "requests_per_user_per_second"])
    .where("project_id", "=", project)
    .executeTakeFirst();
  if (row === undefined) return noQuotas;
  return {
    requestsPerDay: row.requests_per_day,
    requestsPerUserPerSecond: row.requests_per_user_per_second,
  };
}

const quotaMax = Number.MAX_SAFE_INTEGER;

/**
 * Sets a project's quotas; what is left out stays.
 *
 * @returns false when they were so already.
 * @throws RangeError for a limit that is no whole number from 0 (calls a day) or 1 (calls a second).
 */
export async function writeQuotas(
  context: Pick<AuthorityContext, "database">,
  { project, quotas }: { project: string; quotas: Partial<Quotas> },
): Promise<boolean> {
  const before = await readQuotas(context, project);
  const after = { ...before, ...quotas };
  checkQuota("requestsPerDay", after.requestsPerDay, 0);
  checkQuota("requestsPerUserPerSecond", after.requestsPerUserPerSecond, 1);
  if (JSON.stringify(before) === JSON.stringify(after)) return false;
  const columns = {
    requests_per_day: after.requestsPerDay,
    requests_per_user_per_second: after.requestsPerUserPerSecond,
  };
  await context.database
    .insertInto("project_quotas")
    .values({ project_id: project, ...columns })
    .onConflict((conflict) => conflict.column("project_id").doUpdateSet(columns))
    .execute();
  return true;
}

function checkQuota(name: keyof Quotas, limit: number | null, least: number): void {
  if (limit === null || (Number.isSafeInteger(limit) && limit >= least)) return;
  throw new RangeError(`${name} must be a whole number from ${least} to ${quotaMax}, or null.`);
}
