import { sql } from "kysely";
import type { AuthorityContext } from "../context.ts";
import { createFlushing, type Flushing } from "./flushing.ts";

/** What the projects used of their daily quotas. */
export interface QuotaUse extends Flushing {
  /** A project's day of today; what it holds may be used until the next turn of the loop. */
  today(project: string): Day;
  /** Reads what was used today. */
  know(project: string): Promise<Day>;
  /** Counts a call. */
  count(day: Day): void;
}

/** A project's day, UTC. */
export interface Day {
  startMs: number;
  endMs: number;
  /** On disk, by all servers together; undefined until it was read. */
  stored: number | undefined;
  /** Counted here, and not yet on disk. */
  pending: number;
}

export const dayMs: number = 24 * 60 * 60 * 1000;

/** Makes the counters. They reach the disk within seconds, and when the authority closes. */
export function createQuotaUse(
  context: Pick<AuthorityContext, "database" | "now" | "logger">,
): QuotaUse {
  const { database, now } = context;
  const days = new Map<string, Day>();
  // What was counted before midnight and is written after it.
  let over: { project: string; day: Day }[] = [];

  function dayOf(project: string): Day {
    const nowMs = now();
    const known = days.get(project);
    if (known !== undefined && nowMs < known.endMs && nowMs >= known.startMs) return known;
    const startMs = nowMs - (nowMs % dayMs);
    if (known !== undefined && known.pending > 0) over.push({ project, day: known });
    // Nothing has been used of a day that begins while we look on.
    const stored = known === undefined ? undefined : 0;
    const day: Day = { startMs, endMs: startMs + dayMs, stored, pending: 0 };
    days.set(project, day);
    return day;
  }

  const flushing = createFlushing(context, async () => {
    const due = [...days].map(([project, day]) => ({ project, day })).concat(over);
    const written = due.filter(({ day }) => day.pending > 0);
    if (written.length === 0) return;
    const counted = written.map(({ day }) => day.pending);
    const rows = written.map(({ project, day }) => [project, day.startMs, day.pending]);
    const { rows: stored } = await writeUse(database, rows);
    for (const [index, { day }] of written.entries()) day.pending -= counted[index]!;
    over = over.filter(({ day }) => day.pending > 0);
    for (const { project_id, day_start_ms, calls } of stored) {
      const day = days.get(project_id);
      if (day?.startMs === day_start_ms) day.stored = calls;
    }
  });

  return {
    ...flushing,
    today: dayOf,
    async know(project) {
      const day = dayOf(project);
      const stored = await readUse(database, project, day.startMs);
      day.stored ??= stored;
      return day;
    },
    count(day) {
      day.pending += 1;
      flushing.soon();
    },
  };
}

type Database = AuthorityContext["database"];

async function readUse(database: Database, project: string, startMs: number): Promise<number> {
  const row = await database
    .selectFrom("quota_use")
    .select("calls")
    .where("project_id", "=", project)
    .where("day_start_ms", "=", startMs)
    .executeTakeFirst();
  return row?.calls ?? 0;
}

// One statement for all projects. A project that was deleted meanwhile is left out.
function writeUse(
  database: Database,
  rows: readonly unknown[],
): Promise<{ rows: { project_id: string; day_start_ms: number; calls: number }[] }> {
  return sql<{ project_id: string; day_start_ms: number; calls: number }>`
    insert into quota_use (project_id, day_start_ms, calls)
    select projects.id, each.value ->> 1, each.value ->> 2
    from json_each(${JSON.stringify(rows)}) as each join projects on projects.id = each.value ->> 0
    where true
    on conflict (project_id, day_start_ms) do update set calls = calls + excluded.calls
    returning project_id, day_start_ms, calls`.execute(database);
}
