import type { QueueAddress, Task } from "@leasehold/queue/operation";
import { hourRing, leasedWithin, minuteRing, type LeaseBucket } from "@leasehold/queue/lease-rings";
import { mayLease, microsPerSecond } from "@leasehold/queue/rules";
import type { ListTasks, QueueSettings, QueueStatistics, TaskPage } from "@leasehold/queue/store";
import type { Connection } from "./connection.ts";
import { findTask } from "./find-task.ts";
import { pageTokenOf, readPageToken } from "./page-token.ts";
import { settingsOf, summaryOf, taskOf, type QueueRow, type TaskRow } from "./rows.ts";
import { createTaskNames } from "./task-names.ts";

/** The side of the store that reads what is committed. Each read is short, so that the log can be reset. */
export interface Reader {
  getTask(address: QueueAddress & { id: string }): Task | undefined;
  listTasks(request: ListTasks): TaskPage | undefined;
  statistics(address: QueueAddress, nowMicros: number): QueueStatistics | undefined;
  nextAvailableAtMicros(address: QueueAddress & { tag?: string }): number | undefined;
  getQueue(address: QueueAddress): QueueSettings | undefined;
  listQueues(project: string): QueueSettings[];
  close(): void;
}

const summaryColumns = "id, name, named, tag, available_at, enqueued_at, retry_count";
const sql = {
  nameKey: "SELECT name_key FROM meta",
  queue: "SELECT * FROM queue WHERE project = ? AND name = ?",
  queues: "SELECT * FROM queue WHERE project = ? ORDER BY name",
  generatedTask: `SELECT ${summaryColumns} FROM task WHERE id = ? AND queue = ? AND named = 0`,
  namedTask: `SELECT ${summaryColumns} FROM task INDEXED BY task_by_name WHERE queue = ? AND name = ? AND named = 1`,
  taskOfRow: `SELECT ${summaryColumns}, base64 FROM task JOIN payload USING (id) WHERE id = ?`,
  page: `SELECT ${summaryColumns} FROM task INDEXED BY task_by_time
    WHERE queue = ? AND (available_at, name) > (?, ?) ORDER BY available_at, name LIMIT ?`,
  oldest: "SELECT min(available_at) AS at FROM task INDEXED BY task_by_time WHERE queue = ?",
  oldestOfTag:
    "SELECT min(available_at) AS at FROM task INDEXED BY task_by_tag WHERE queue = ? AND tag = ?",
  leased: "SELECT span, bucket, count FROM leased WHERE queue = ?",
};

export function createReader(connection: Connection): Reader {
  const queue = connection.prepare(sql.queue);
  const queues = connection.prepare(sql.queues);
  const taskOfRow = connection.prepare(sql.taskOfRow);
  const page = connection.prepare(sql.page);
  const oldest = connection.prepare(sql.oldest);
  const oldestOfTag = connection.prepare(sql.oldestOfTag);
  const leased = connection.prepare(sql.leased);
  const key = connection.prepare(sql.nameKey).get()?.["name_key"] as Uint8Array;
  const statements = {
    generatedTask: connection.prepare(sql.generatedTask),
    namedTask: connection.prepare(sql.namedTask),
  };
  const lookup = { statements, names: createTaskNames(key) };

  function find(address: QueueAddress): QueueRow | undefined {
    return queue.get(address.project, address.queue) as QueueRow | undefined;
  }

  function oldestAt(queueId: number, tag?: string): number | undefined {
    const row = tag === undefined ? oldest.get(queueId) : oldestOfTag.get(queueId, tag);
    return (row?.["at"] as number | null | undefined) ?? undefined;
  }

  return {
    getTask: (address) => {
      const row = find(address);
      const found = row && findTask(lookup, row.id, address.id);
      const full = found && (taskOfRow.get(found.id) as (TaskRow & { base64: string }) | undefined);
      return full && taskOf(full, full.base64);
    },
    listTasks: ({ count, pageToken, ...address }) => {
      const row = find(address);
      if (row === undefined) return undefined;
      const from = pageToken === undefined ? undefined : readPageToken(key, row.id, pageToken);
      const at = from?.availableAtMicros ?? Number.MIN_SAFE_INTEGER;
      // One row more than asked for says whether there is another page.
      const rows = page.all(row.id, at, from?.name ?? "", count + 1) as unknown as TaskRow[];
      const tasks = rows.slice(0, count).map(summaryOf);
      const last = rows.length > count ? rows[count - 1] : undefined;
      if (last === undefined) return { tasks };
      const end = { queueId: row.id, availableAtMicros: last.available_at, name: last.name };
      return { tasks, nextPageToken: pageTokenOf(key, end) };
    },
    statistics: (address, nowMicros) => {
      const row = find(address);
      if (row === undefined) return undefined;
      const buckets = leased.all(row.id) as unknown as LeaseBucket[];
      return {
        totalTasks: row.task_count,
        oldestTaskSeconds: Math.floor((oldestAt(row.id) ?? 0) / microsPerSecond),
        leasedLastMinute: leasedWithin(minuteRing, buckets, nowMicros),
        leasedLastHour: leasedWithin(hourRing, buckets, nowMicros),
      };
    },
    nextAvailableAtMicros: (address) => {
      const row = find(address);
      if (row === undefined || !mayLease(settingsOf(row))) return undefined;
      return oldestAt(row.id, address.tag);
    },
    getQueue: (address) => {
      const row = find(address);
      return row && settingsOf(row);
    },
    listQueues: (project) => (queues.all(project) as unknown as QueueRow[]).map(settingsOf),
    close: () => connection.close(),
  };
}
