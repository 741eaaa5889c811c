import type { Task, TaskSummary } from "@leasehold/queue/operation";
import { reportedAvailableAtMicros } from "@leasehold/queue/rules";
import type { QueueSettings } from "@leasehold/queue/store";

/** The columns of a {@link TaskRow}. */
export const summaryColumns = "id, name, named, tag, available_at, enqueued_at, retry_count";

/** A row of the table `task`. */
export interface TaskRow {
  id: number;
  name: string;
  named: number;
  tag: string;
  available_at: number;
  enqueued_at: number;
  retry_count: number;
}

/** A task's row with its payload. */
export interface FullTaskRow extends TaskRow {
  base64: string;
}

/** A row of the table `queue`. */
export interface QueueRow {
  id: number;
  project: string;
  name: string;
  mode: "pull" | "push";
  max_leases: number;
  dead_letter_queue: string | null;
  paused: number;
  disabled: number;
  task_count: number;
}

export function taskOf(row: TaskRow, payloadBase64: string): Task {
  return { payloadBase64, ...summaryOf(row) };
}

export function summaryOf(row: TaskRow): TaskSummary {
  const times = {
    enqueuedAtMicros: row.enqueued_at,
    availableAtMicros: row.available_at,
    retryCount: row.retry_count,
  };
  return {
    id: row.name,
    tag: row.tag,
    ...times,
    availableAtMicros: reportedAvailableAtMicros(times),
  };
}

export function settingsOf(row: QueueRow): QueueSettings {
  return {
    project: row.project,
    queue: row.name,
    mode: row.mode,
    maxLeases: row.max_leases,
    ...(row.dead_letter_queue === null ? {} : { deadLetterQueue: row.dead_letter_queue }),
    paused: row.paused === 1,
    disabled: row.disabled === 1,
  };
}
