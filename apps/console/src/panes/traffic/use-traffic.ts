import type { Traffic, TrafficSeries } from "@leasehold/leasehold-v1";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useApi } from "../../api/api-context.tsx";
import type { Series } from "../../charts/time-chart.tsx";
import { useProjectId } from "../../shell/project.ts";
import type { Span } from "./spans.ts";

/** What calls are told apart by. */
export type GroupBy = "method" | "application" | "statusClass";

/** Calls over time, as a chart takes them. */
export interface TrafficFigures {
  times: number[];
  /** The groups that call most, and one for all others. */
  series: Series[];
  /** Every group with the number of its calls, the busiest first. */
  totals: { id: string; name: string; total: number }[];
}

/** More are too many colours for one chart. */
const groupsMax = 7;
const refreshMs = 2000;
const intervalMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** The project's calls in the span that ends now; renewed while the page can be seen. */
export function useTraffic(options: {
  span: Span;
  groupBy: GroupBy;
}): UseQueryResult<TrafficFigures> {
  const { span, groupBy } = options;
  const { client } = useApi();
  const project = useProjectId();
  return useQuery({
    queryKey: ["projects", project, "traffic", span.resolution, span.seconds, groupBy],
    queryFn: async ({ signal }) => {
      const step = intervalMs[span.resolution];
      const nowMs = Date.now();
      const from = new Date(Math.floor((nowMs - span.seconds * 1000) / step) * step + step);
      const traffic = await client.traffic.query(
        {
          project,
          from: from.toISOString(),
          to: new Date(nowMs).toISOString(),
          resolution: span.resolution,
          groupBy: [groupBy],
        },
        { signal },
      );
      return figuresOf(traffic, { groupBy, step });
    },
    refetchInterval: span.resolution === "minute" ? refreshMs : 30_000,
    placeholderData: keepPreviousData,
  });
}

function figuresOf(
  { from = "", to = "", series = [] }: Traffic,
  { groupBy, step }: { groupBy: GroupBy; step: number },
): TrafficFigures {
  const startMs = Date.parse(from);
  const count = Math.max(
    Math.ceil((Date.parse(to) - startMs) / step),
    ...series.map(({ counts = [] }) => counts.length),
  );
  const times = Array.from({ length: count }, (_, index) => startMs + index * step);
  const groups = series
    .map((each) => ({
      ...nameOf(each, groupBy),
      values: each.counts ?? [],
      total: each.total ?? 0,
    }))
    .sort((left, right) => right.total - left.total);
  const totals = groups.map(({ id, name, total }) => ({ id, name, total }));
  const shown: Series[] = groups.slice(0, groupsMax);
  const others = groups.slice(groupsMax);
  if (others.length > 0) {
    const values = times.map((_, at) =>
      others.reduce((sum, group) => sum + (group.values[at] ?? 0), 0),
    );
    shown.push({ id: "others", name: `${others.length} others`, values });
  }
  // Colours follow the groups, not their order of the moment.
  shown.sort((left, right) => left.id.localeCompare(right.id));
  return { times, series: shown, totals };
}

// Green for what went well, red for what failed.
const statusClasses: Record<string, { name: string; colour: number }> = {
  "2xx": { name: "Done (2xx)", colour: 2 },
  "3xx": { name: "Unchanged (3xx)", colour: 6 },
  "4xx": { name: "Refused (4xx)", colour: 1 },
  "5xx": { name: "Failed (5xx)", colour: 5 },
};

function nameOf(
  series: TrafficSeries,
  groupBy: GroupBy,
): { id: string; name: string; colour?: number } {
  const { method = "unknown", application = "", applicationName, statusClass = "" } = series;
  if (groupBy === "method") return { id: method, name: method };
  if (groupBy === "statusClass") {
    return { id: statusClass, ...(statusClasses[statusClass] ?? { name: statusClass }) };
  }
  return { id: application, name: applicationName ?? (application || "unknown") };
}
