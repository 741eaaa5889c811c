import type { QueueStatistics } from "@leasehold/leasehold-v1";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useApi } from "../../api/api-context.tsx";

/** How often the figures of the queues on the screen are read, all by one call. */
const liveMs = 1500;
/** What one call takes. */
const queuesMax = 100;
/** Figures that a sparkline shows: three minutes. */
const historyMax = 120;

/** A queue's figures as they are now, and as they were since the page was opened. */
export interface LiveQueue {
  now: QueueStatistics;
  history: readonly QueueStatistics[];
  /** When each of them was read, in milliseconds since the epoch. */
  times: readonly number[];
}

/** The figures of the named queues, by name, renewed while the page can be seen. */
export function useLiveStatistics(
  project: string,
  names: readonly string[],
): ReadonlyMap<string, LiveQueue> {
  const { client } = useApi();
  const live = useRef(new Map<string, LiveQueue>());
  const queue = names.slice(0, queuesMax);
  const { data } = useQuery({
    queryKey: ["projects", project, "statistics", queue],
    queryFn: async ({ signal }) => {
      const { items = [], time } = await client.queues.statistics({ project, queue }, { signal });
      const atMs = time === undefined ? Date.now() : Date.parse(time);
      for (const now of items) {
        const before = live.current.get(now.queue ?? "");
        live.current.set(now.queue ?? "", {
          now,
          history: [...(before?.history ?? []), now].slice(-historyMax),
          times: [...(before?.times ?? []), atMs].slice(-historyMax),
        });
      }
      return new Map(live.current);
    },
    enabled: queue.length > 0,
    refetchInterval: liveMs,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  return data ?? noFigures;
}

const noFigures: ReadonlyMap<string, LiveQueue> = new Map();
