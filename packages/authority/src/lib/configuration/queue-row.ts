import type { QueueAcl } from "../../authority.ts";
import {
  optional,
  readEmail,
  readInteger,
  readPattern,
  readText,
  readWord,
  refuseDuplicates,
  required,
} from "./yaml-values.ts";
import { readList, readMap, scalarValue, wrongAt, type YamlPlace } from "./yaml-place.ts";

/** A queue as a file declares it. */
export interface QueueDeclaration {
  name: string;
  /** App Engine's default is `push`. */
  mode: "pull" | "push";
  /** `task_retry_limit`: after this many leases a task is not leased again; 0 for no limit. */
  maxLeases: number;
  /** Where tasks go after `maxLeases`; left out, they are deleted. */
  deadLetterQueue?: string;
  acl: QueueAcl;
  /** Always false: the file has no word for it. */
  paused: boolean;
  /** Always false: a queue that a file declares is in use. */
  disabled: boolean;
}

const int32Max = 2 ** 31 - 1;
/** Queues of a project. */
export const queuesMax = 10_000;

const rowKeys = [
  "name",
  "mode",
  "rate",
  "bucket_size",
  "max_concurrent_requests",
  "target",
  "retry_parameters",
  "acl",
  "dead_letter_queue",
] as const;

const retryKeys = [
  "task_retry_limit",
  "task_age_limit",
  "min_backoff_seconds",
  "max_backoff_seconds",
  "max_doublings",
] as const;

const readQueueName = readPattern(
  /^[a-zA-Z0-9-]{1,100}$/u,
  "a queue name: 1 to 100 letters, digits and hyphens",
);
const readCount = readInteger({ min: 0, max: int32Max });

/**
 * Reads the rows of queue.yaml, which are those of leasehold.yaml too.
 *
 * @throws ConfigurationError for what is not of that form.
 */
export function readQueueRows(place: YamlPlace | undefined): QueueDeclaration[] {
  const rows = readList(place, (row) => ({ value: readQueueRow(row), place: row }));
  if (place !== undefined && rows.length > queuesMax) {
    throw wrongAt(place, "value_invalid", `There are more than ${queuesMax} queues.`);
  }
  refuseDuplicates(rows, (queue) => queue.name);
  return rows.map((row) => row.value);
}

function readQueueRow(place: YamlPlace): QueueDeclaration {
  const row = readMap(place, rowKeys);
  const name = readQueueName(required(row, "name"));
  const mode = optional(row.mode, readWord(["pull", "push"])) ?? "push";
  checkPushKeys(row);
  const maxLeases = optional(row.retry_parameters, readRetryLimit) ?? 0;
  const acl = readAcl(row.acl);
  const deadLetterQueue = optional(row.dead_letter_queue, readQueueName);
  if (row.dead_letter_queue !== undefined && deadLetterQueue === name) {
    throw wrongAt(
      row.dead_letter_queue,
      "value_invalid",
      "A queue is not its own dead-letter queue.",
    );
  }
  return {
    name,
    mode,
    maxLeases,
    ...(deadLetterQueue === undefined ? {} : { deadLetterQueue }),
    acl,
    paused: false,
    disabled: false,
  };
}

// They mean something to push queues only: kept to the form that App Engine has for them, and not used.
function checkPushKeys(
  row: Partial<Record<"rate" | "bucket_size" | "max_concurrent_requests" | "target", YamlPlace>>,
): void {
  optional(row.rate, (place) => {
    const value = scalarValue(place);
    if (value === 0 || (typeof value === "string" && /^\d+(?:\.\d+)?\/[smhd]$/u.test(value)))
      return;
    throw wrongAt(place, "value_invalid", "This must be a rate, such as 5/s, or 0.");
  });
  optional(row.bucket_size, readCount);
  optional(row.max_concurrent_requests, readCount);
  optional(row.target, readText);
}

function readRetryLimit(place: YamlPlace): number {
  const retry = readMap(place, retryKeys);
  optional(retry.task_age_limit, readPattern(/^\d+(?:\.\d+)?[smhd]$/u, "an age, such as 2d"));
  optional(retry.min_backoff_seconds, readSeconds);
  optional(retry.max_backoff_seconds, readSeconds);
  optional(retry.max_doublings, readCount);
  return optional(retry.task_retry_limit, readCount) ?? 0;
}

function readSeconds(place: YamlPlace): void {
  const value = scalarValue(place);
  if (typeof value !== "number") throw wrongAt(place, "wrong_type", "This must be a number.");
  if (!(value >= 0 && value <= int32Max)) {
    throw wrongAt(place, "value_invalid", "This must be a number of seconds, 0 or more.");
  }
}

/** The row that declares a queue; `acl` left out for a reader who may not see it. */
export function formatQueueRow(
  queue: Pick<QueueDeclaration, "name" | "mode" | "maxLeases"> & {
    deadLetterQueue?: string | undefined;
    acl?: QueueAcl | undefined;
  },
): object {
  const { name, mode, maxLeases, deadLetterQueue, acl } = queue;
  const rows = Object.entries(listOfKey).flatMap(([key, list]) =>
    (acl?.[list] ?? []).map((address) => ({ [key]: address })),
  );
  return {
    name,
    mode,
    ...(maxLeases > 0 && { retry_parameters: { task_retry_limit: maxLeases } }),
    ...(rows.length > 0 && { acl: rows }),
    ...(deadLetterQueue !== undefined && { dead_letter_queue: deadLetterQueue }),
  };
}

const listOfKey = {
  user_email: "consumerEmails",
  writer_email: "producerEmails",
  admin_email: "adminEmails",
} as const satisfies Record<string, keyof QueueAcl>;

function readAcl(place: YamlPlace | undefined): QueueAcl {
  const acl: QueueAcl = { adminEmails: [], consumerEmails: [], producerEmails: [] };
  const keys = Object.keys(listOfKey) as (keyof typeof listOfKey)[];
  readList(place, (item) => {
    const row = readMap(item, keys);
    const present = keys.filter((key) => row[key] !== undefined);
    const [key] = present;
    if (key === undefined || present.length > 1) {
      throw wrongAt(
        item,
        "value_invalid",
        `A row of an acl has exactly one of ${keys.join(", ")}.`,
      );
    }
    const emails = acl[listOfKey[key]];
    const email = readEmail(required(row, key));
    if (!emails.includes(email)) emails.push(email);
  });
  return acl;
}
