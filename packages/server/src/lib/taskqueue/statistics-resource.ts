import type { QueueStatistics } from "@leasehold/queue/store";

/** The `stats` of a queue as both APIs answer them. */
export function statisticsResource(statistics: QueueStatistics): Record<string, number> {
  return {
    totalTasks: statistics.totalTasks,
    oldestTask: statistics.oldestTaskSeconds,
    leasedLastMinute: statistics.leasedLastMinute,
    leasedLastHour: statistics.leasedLastHour,
  };
}
