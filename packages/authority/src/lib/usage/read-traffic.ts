import { type RawBuilder, sql } from "kysely";
import type { Caller } from "../../authority.ts";
import type { AuthorityContext } from "../context.ts";
import { trafficSteps } from "./traffic.ts";

/** What calls are told apart by; a status class is `2xx`, `4xx` and so on. */
type TrafficDimension = "application" | "method" | "statusClass";

/** Which counts are asked for. */
export interface TrafficQuery {
  project: string;
  /** The stretches of time that hold these moments, and all between, milliseconds since the epoch. */
  fromMs: number;
  toMs: number;
  /** How long a stretch is: a minute, an hour or a day (UTC). */
  stepMs: number;
  /** Empty: all calls are one series. */
  by: readonly TrafficDimension[];
}

/** Counts of calls, stretch by stretch. */
export interface TrafficCounts {
  /** Where the first stretch begins and the last one ends, milliseconds since the epoch. */
  fromMs: number;
  toMs: number;
  /** At most 100, the one with most calls first. */
  series: TrafficSeries[];
}

/** The calls of one group. What it is not told apart by is left out. */
interface TrafficSeries {
  /** `name` is left out when the application is no more. */
  application?: { kind: Caller["application"]["kind"]; id: string; name?: string };
  method?: string;
  statusClass?: string;
  total: number;
  /** One for each stretch, from the first to the last. */
  counts: number[];
}

/** Stretches in one answer: a day of minutes, two months of hours. */
const stretchesMax = 1500;

/** Series in one answer. Those with the least calls are left out. */
const seriesMax = 100;

/**
 * Reads counts of calls.
 *
 * @throws RangeError for a step that is not kept, a time that ends before it begins, or more than 1500 stretches.
 */
export async function readTraffic(
  { database }: Pick<AuthorityContext, "database">,
  query: TrafficQuery,
): Promise<TrafficCounts> {
  const { project, stepMs, by } = query;
  const stretches = stretchesOf(query);
  const { fromMs, toMs } = stretches;
  const column = (dimension: TrafficDimension): RawBuilder<string> =>
    by.includes(dimension) ? columns[dimension] : sql<string>`''`;
  const { rows } = await sql<TrafficRow>`
    select ${column("application")} as application, ${column("method")} as method,
      ${column("statusClass")} as status_class, start_ms, sum(calls) as calls
    from traffic
    where project_id = ${project} and step_ms = ${stepMs}
      and start_ms >= ${fromMs} and start_ms < ${toMs}
    group by 1, 2, 3, 4`.execute(database);
  const groups = Map.groupBy(rows, (row) => `${row.application} ${row.method} ${row.status_class}`);
  const names = by.includes("application")
    ? await readApplicationNames(database, project)
    : noNames;
  const series = [...groups.values()]
    .map((group) => seriesOf(group, { ...stretches, stepMs, names }))
    .sort((a, b) => b.total - a.total)
    .slice(0, seriesMax);
  return { fromMs, toMs, series };
}

interface TrafficRow {
  application: string;
  method: string;
  status_class: string;
  start_ms: number;
  calls: number;
}

const columns = {
  application: sql<string>`application_kind || ':' || application_id`,
  method: sql<string>`method`,
  statusClass: sql<string>`cast(status / 100 as text) || 'xx'`,
} as const;

function stretchesOf({ fromMs, toMs, stepMs }: TrafficQuery): { fromMs: number; toMs: number } {
  if (!trafficSteps.some((step) => step.stepMs === stepMs)) {
    throw new RangeError("Calls are counted by minute, by hour and by day.");
  }
  const firstMs = fromMs - (fromMs % stepMs);
  const endMs = toMs - (toMs % stepMs) + stepMs;
  if (endMs <= firstMs) throw new RangeError("The time ends before it begins.");
  if ((endMs - firstMs) / stepMs > stretchesMax) {
    throw new RangeError(
      `One answer has at most ${stretchesMax} stretches of time: ask for a shorter time, or for longer stretches.`,
    );
  }
  return { fromMs: firstMs, toMs: endMs };
}

function seriesOf(
  group: readonly TrafficRow[],
  options: { fromMs: number; toMs: number; stepMs: number; names: ReadonlyMap<string, string> },
): TrafficSeries {
  const { fromMs, toMs, stepMs, names } = options;
  const counts = Array.from({ length: (toMs - fromMs) / stepMs }, () => 0);
  let total = 0;
  for (const { start_ms, calls } of group) {
    counts[(start_ms - fromMs) / stepMs] = calls;
    total += calls;
  }
  const { application, method, status_class: statusClass } = group[0]!;
  return {
    ...(application === "" ? undefined : { application: applicationOf(application, names) }),
    ...(method === "" ? undefined : { method }),
    ...(statusClass === "" ? undefined : { statusClass }),
    total,
    counts,
  };
}

function applicationOf(
  key: string,
  names: ReadonlyMap<string, string>,
): NonNullable<TrafficSeries["application"]> {
  const colon = key.indexOf(":");
  const kind = key.slice(0, colon) as Caller["application"]["kind"];
  const name = names.get(key);
  return { kind, id: key.slice(colon + 1), ...(name === undefined ? undefined : { name }) };
}

const noNames: ReadonlyMap<string, string> = new Map();

async function readApplicationNames(
  database: AuthorityContext["database"],
  project: string,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ key: string; name: string }>`
    select 'oauth-client:' || id as key, name from oauth_clients where project_id = ${project}
    union all
    select 'service-account:' || email, name from service_accounts where project_id = ${project}
    union all
    select 'oauth-consumer:' || key, name from oauth_consumers where project_id = ${project}
  `.execute(database);
  return new Map(rows.map(({ key, name }) => [key, name]));
}
