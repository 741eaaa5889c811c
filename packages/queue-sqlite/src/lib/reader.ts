import type { QueueAddress, Task } from "@leasehold/queue/operation";
import { mayLease, rowsPerCount } from "@leasehold/queue/rules";
import type {
  ListTasks,
  LiveStatistics,
  QueueSettings,
  QueueStatistics,
  TaskPage,
} from "@leasehold/queue/store";
import type { Connection } from "./connection.ts";
import { findTask } from "./find-task.ts";
import { createQueueFigures } from "./queue-figures.ts";
import { settingsOf, summaryColumns, taskOf, type QueueRow, type TaskRow } from "./rows.ts";
import { createTaskNames } from "./task-names.ts";
import { createTaskPages } from "./task-pages.ts";

/** The side of the store that reads what is committed. Each read is short, so that the log can be reset. */
export interface Reader {
  getTask(address: QueueAddress & { id: string }): Task | undefined;
  listTasks(request: ListTasks, nowMicros: number): TaskPage | undefined;
  statistics(address: QueueAddress, nowMicros: number): QueueStatistics | undefined;
  liveStatistics(
    request: { project: string; queues: readonly string[] },
    nowMicros: number,
  ): LiveStatistics[];
  nextAvailableAtMicros(address: QueueAddress & { tag?: string }): number | undefined;
  getQueue(address: QueueAddress): QueueSettings | undefined;
  listQueues(project: string): QueueSettings[];
  close(): void;
}

const sql = {
  nameKey: "SELECT name_key FROM meta",
  queue: "SELECT * FROM queue WHERE project = ? AND name = ?",
  queues: "SELECT * FROM queue WHERE project = ? ORDER BY name",
  generatedTask: `SELECT ${summaryColumns} FROM task WHERE id = ? AND queue = ? AND named = 0`,
  namedTask: `SELECT ${summaryColumns} FROM task INDEXED BY task_by_name WHERE queue = ? AND name = ? AND named = 1`,
  taskOfRow: `SELECT ${summaryColumns}, base64 FROM task JOIN payload USING (id) WHERE id = ?`,
};

export function createReader(connection: Connection): Reader {
  const queue = connection.prepare(sql.queue);
  const queues = connection.prepare(sql.queues);
  const taskOfRow = connection.prepare(sql.taskOfRow);
  const key = connection.prepare(sql.nameKey).get()?.["name_key"] as Uint8Array;
  const statements = {
    generatedTask: connection.prepare(sql.generatedTask),
    namedTask: connection.prepare(sql.namedTask),
  };
  const figures = createQueueFigures(connection);
  const pages = createTaskPages(connection, key);
  const lookup = { statements, names: createTaskNames(key) };

  function find(address: QueueAddress): QueueRow | undefined {
    return queue.get(address.project, address.queue) as QueueRow | undefined;
  }

  return {
    getTask: (address) => {
      const row = find(address);
      const found = row && findTask(lookup, row.id, address.id);
      const full = found && (taskOfRow.get(found.id) as (TaskRow & { base64: string }) | undefined);
      return full && taskOf(full, full.base64);
    },
    listTasks: (request, nowMicros) => {
      const row = find(request);
      return row && pages.read(row.id, request, nowMicros);
    },
    statistics: (address, nowMicros) => {
      const row = find(address);
      return row && figures.statistics(row, nowMicros);
    },
    liveStatistics: ({ project, queues: names }, nowMicros) => {
      const rowsMax = Math.ceil(rowsPerCount / Math.max(names.length, 1));
      return names.flatMap((name) => {
        const row = find({ project, queue: name });
        if (row === undefined) return [];
        const counts = figures.countUnavailable(row.id, nowMicros, rowsMax);
        return [{ queue: name, ...figures.statistics(row, nowMicros), ...counts }];
      });
    },
    nextAvailableAtMicros: (address) => {
      const row = find(address);
      if (row === undefined || !mayLease(settingsOf(row))) return undefined;
      return figures.oldestAt(row.id, address.tag);
    },
    getQueue: (address) => {
      const row = find(address);
      return row && settingsOf(row);
    },
    listQueues: (project) => (queues.all(project) as unknown as QueueRow[]).map(settingsOf),
    close: () => connection.close(),
  };
}
