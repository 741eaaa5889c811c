import { rowsPerPage, stateOf } from "@leasehold/queue/rules";
import type { ListTasks, TaskPage } from "@leasehold/queue/store";
import type { Connection } from "./connection.ts";
import { pageTokenOf, readPageToken } from "./page-token.ts";
import { summaryColumns, summaryOf, type TaskRow } from "./rows.ts";

/** Reads a queue's tasks page by page. */
export interface TaskPages {
  /** @throws RangeError for a page token that is not of this queue. */
  read(queueId: number, request: ListTasks, nowMicros: number): TaskPage;
}

const sql = {
  byTime: `SELECT ${summaryColumns} FROM task INDEXED BY task_by_time
    WHERE queue = ? AND (available_at, name) > (?, ?) AND available_at <= ?
    ORDER BY available_at, name LIMIT ?`,
  byTag: `SELECT ${summaryColumns} FROM task INDEXED BY task_by_tag
    WHERE queue = ? AND tag = ? AND (available_at, name) > (?, ?) AND available_at <= ?
    ORDER BY available_at, name LIMIT ?`,
};

export function createTaskPages(connection: Connection, key: Uint8Array): TaskPages {
  const byTime = connection.prepare(sql.byTime);
  const byTag = connection.prepare(sql.byTag);

  function rowsOf(
    queueId: number,
    { tag, state }: ListTasks,
    from: { at: number; name: string; nowMicros: number; rowsMax: number },
  ): Iterable<TaskRow> {
    // Those that are not available come after all that are.
    const begin = state === "leased" || state === "delayed" ? from.nowMicros + 1 : undefined;
    const isLater = begin !== undefined && from.at < begin;
    const start = isLater ? ([begin, ""] as const) : ([from.at, from.name] as const);
    const until = state === "available" ? from.nowMicros : Number.MAX_SAFE_INTEGER;
    const rows =
      tag === undefined
        ? byTime.iterate(queueId, ...start, until, from.rowsMax)
        : byTag.iterate(queueId, tag, ...start, until, from.rowsMax);
    return rows as unknown as Iterable<TaskRow>;
  }

  return {
    read: (queueId, request, nowMicros) => {
      const { count, pageToken, state } = request;
      const from = pageToken === undefined ? undefined : readPageToken(key, queueId, pageToken);
      const isMixed = state === "leased" || state === "delayed";
      // One row more than asked for says whether there is another page.
      const rowsMax = isMixed ? rowsPerPage : count + 1;
      const at = from?.availableAtMicros ?? Number.MIN_SAFE_INTEGER;
      const rows = rowsOf(queueId, request, { at, name: from?.name ?? "", nowMicros, rowsMax });
      const page: TaskRow[] = [];
      let looked = 0;
      let last: TaskRow | undefined;
      for (const row of rows) {
        looked += 1;
        if (!isMixed || hasState(row, state, nowMicros)) {
          if (page.length === count) {
            last = page.at(-1);
            break;
          }
          page.push(row);
        }
        // Whoever asks may go on from here, whether or not there was one.
        if (looked === rowsMax) last = row;
      }
      const tasks = page.map(summaryOf);
      if (last === undefined) return { tasks };
      const end = { queueId, availableAtMicros: last.available_at, name: last.name };
      return { tasks, nextPageToken: pageTokenOf(key, end) };
    },
  };
}

function hasState(row: TaskRow, state: ListTasks["state"], nowMicros: number): boolean {
  const task = { availableAtMicros: row.available_at, retryCount: row.retry_count };
  return stateOf(task, nowMicros) === state;
}
