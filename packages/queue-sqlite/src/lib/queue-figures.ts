import { hourRing, leasedWithin, minuteRing, type LeaseBucket } from "@leasehold/queue/lease-rings";
import { microsPerSecond } from "@leasehold/queue/rules";
import type { LiveStatistics, QueueStatistics } from "@leasehold/queue/store";
import type { Connection } from "./connection.ts";
import type { QueueRow } from "./rows.ts";

/** Reads what is known of a queue in numbers. */
export interface QueueFigures {
  /** From when the oldest task, of a tag when one is given, may be leased; undefined with no task. */
  oldestAt(queueId: number, tag?: string): number | undefined;
  statistics(row: QueueRow, nowMicros: number): QueueStatistics;
  /** Counts the tasks that cannot be leased now, at most so many. */
  countUnavailable(
    queueId: number,
    nowMicros: number,
    rowsMax: number,
  ): Pick<LiveStatistics, "leasedTasks" | "delayedTasks" | "capped">;
}

const sql = {
  oldest: "SELECT min(available_at) AS at FROM task INDEXED BY task_by_time WHERE queue = ?",
  oldestOfTag:
    "SELECT min(available_at) AS at FROM task INDEXED BY task_by_tag WHERE queue = ? AND tag = ?",
  leased: "SELECT span, bucket, count FROM leased WHERE queue = ?",
  unavailable: `SELECT count(*) AS all_of_them, total(retry_count > 0) AS leased FROM
    (SELECT retry_count FROM task INDEXED BY task_by_time WHERE queue = ? AND available_at > ? LIMIT ?)`,
};

export function createQueueFigures(connection: Connection): QueueFigures {
  const oldest = connection.prepare(sql.oldest);
  const oldestOfTag = connection.prepare(sql.oldestOfTag);
  const leased = connection.prepare(sql.leased);
  const unavailable = connection.prepare(sql.unavailable);

  function oldestAt(queueId: number, tag?: string): number | undefined {
    const row = tag === undefined ? oldest.get(queueId) : oldestOfTag.get(queueId, tag);
    return (row?.["at"] as number | null | undefined) ?? undefined;
  }

  function statisticsOf(row: QueueRow, nowMicros: number): QueueStatistics {
    const buckets = leased.all(row.id) as unknown as LeaseBucket[];
    return {
      totalTasks: row.task_count,
      oldestTaskSeconds: Math.floor((oldestAt(row.id) ?? 0) / microsPerSecond),
      leasedLastMinute: leasedWithin(minuteRing, buckets, nowMicros),
      leasedLastHour: leasedWithin(hourRing, buckets, nowMicros),
    };
  }

  function countUnavailable(
    queueId: number,
    nowMicros: number,
    rowsMax: number,
  ): Pick<LiveStatistics, "leasedTasks" | "delayedTasks" | "capped"> {
    const row = unavailable.get(queueId, nowMicros, rowsMax);
    const counted = Number(row?.["all_of_them"]);
    const leasedTasks = Number(row?.["leased"]);
    return { leasedTasks, delayedTasks: counted - leasedTasks, capped: counted >= rowsMax };
  }

  return { oldestAt, statistics: statisticsOf, countUnavailable };
}
