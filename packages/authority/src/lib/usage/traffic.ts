import { sql } from "kysely";
import type { Caller } from "../../authority.ts";
import type { AuthorityContext } from "../context.ts";
import { createFlushing, type Flushing } from "./flushing.ts";

/** A call that was answered. */
export interface AnsweredCall {
  application: Caller["application"];
  /** The discovery document's id of the method. */
  method: string;
  /** The HTTP status. */
  status: number;
}

/** Counts the calls of each application. On the way of every request, so counting only adds to plain numbers. */
export interface Traffic extends Flushing {
  count(call: AnsweredCall): void;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long a stretch of time is that is counted for itself, and how long its count is kept. */
export const trafficSteps: readonly { stepMs: number; keptMs: number }[] = [
  { stepMs: minuteMs, keptMs: 2 * dayMs },
  { stepMs: hourMs, keptMs: 40 * dayMs },
  { stepMs: dayMs, keptMs: 400 * dayMs },
];

/** The calls of one application in one minute. */
interface Tally {
  application: Caller["application"];
  /** Calls by method and status. */
  methods: Map<string, Map<number, number>>;
}

interface Minute {
  startMs: number;
  /** By project, kind and id. */
  tallies: Map<string, Tally>;
  /** The same, by the object that a remembered token's calls share: no key has to be put together for them. */
  remembered: WeakMap<Caller["application"], Tally>;
}

/** Makes the counters. They reach the disk within seconds, and when the authority closes. */
export function createTraffic(
  context: Pick<AuthorityContext, "database" | "now" | "logger">,
): Traffic {
  const { database, now } = context;
  let minute: Minute | undefined;
  let unwritten: Minute[] = [];

  const flushing = createFlushing(context, async () => {
    const due = unwritten;
    unwritten = [];
    minute = undefined;
    try {
      await writeTraffic(database, due);
    } catch (error) {
      unwritten.unshift(...due);
      throw error;
    }
  });

  function minuteOf(nowMs: number): Minute {
    if (minute !== undefined && nowMs >= minute.startMs && nowMs < minute.startMs + minuteMs) {
      return minute;
    }
    const startMs = nowMs - (nowMs % minuteMs);
    minute = { startMs, tallies: new Map(), remembered: new WeakMap() };
    unwritten.push(minute);
    return minute;
  }

  return {
    ...flushing,
    count({ application, method, status }) {
      const { methods } = tallyOf(minuteOf(now()), application);
      let statuses = methods.get(method);
      if (statuses === undefined) methods.set(method, (statuses = new Map<number, number>()));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      flushing.soon();
    },
  };
}

function tallyOf({ tallies, remembered }: Minute, application: Caller["application"]): Tally {
  const known = remembered.get(application);
  if (known !== undefined) return known;
  const key = `${application.project} ${application.kind} ${application.id}`;
  const tally = tallies.get(key) ?? { application, methods: new Map() };
  tallies.set(key, tally);
  remembered.set(application, tally);
  return tally;
}

// One statement, so that a call is counted in all three rows or in none. A project that was deleted meanwhile is left out.
async function writeTraffic(
  database: AuthorityContext["database"],
  minutes: readonly Minute[],
): Promise<void> {
  const rows = minutes.flatMap(rowsOf);
  if (rows.length === 0) return;
  await sql`
    insert into traffic
      (project_id, step_ms, start_ms, application_kind, application_id, method, status, calls)
    select projects.id, each.value ->> 1, each.value ->> 2, each.value ->> 3, each.value ->> 4,
      each.value ->> 5, each.value ->> 6, each.value ->> 7
    from json_each(${JSON.stringify(rows)}) as each join projects on projects.id = each.value ->> 0
    where true
    on conflict (project_id, step_ms, start_ms, application_kind, application_id, method, status)
      do update set calls = calls + excluded.calls`.execute(database);
}

function rowsOf({ startMs, tallies }: Minute): (string | number)[][] {
  const rows: (string | number)[][] = [];
  for (const { application, methods } of tallies.values()) {
    const { project, kind, id } = application;
    for (const [method, statuses] of methods) {
      for (const [status, calls] of statuses) {
        for (const { stepMs } of trafficSteps) {
          const stretchMs = startMs - (startMs % stepMs);
          rows.push([project, stepMs, stretchMs, kind, id, method, status, calls]);
        }
      }
    }
  }
  return rows;
}
