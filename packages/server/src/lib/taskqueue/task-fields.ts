import { invalidParameter, invalidValue } from "../api/api-error.ts";
import { namesQueue, type QueuePath, shortTaskName } from "./queue-path.ts";

/** The Task resource as callers send it. */
export interface TaskBody {
  id?: string;
  queueName?: string;
  payloadBase64?: string;
  leaseTimestamp?: bigint;
  tag?: string;
}

const taskName = /^[a-zA-Z0-9_-]{1,500}$/;
const tagLengthMax = 500;
const microsPerMs = 1000;
const etaAheadMicrosMax = 30 * 24 * 3600 * 1_000_000;

/** The short name in a body's `id`, which may be the long one. */
export function taskNameIn(id: string, path: QueuePath): string {
  const name = shortTaskName(id, path);
  if (name !== undefined && taskName.test(name)) return name;
  throw invalidValue(
    "Invalid value for the field id: it must be 1 to 500 letters, digits, hyphens and underscores.",
  );
}

/** Refuses a body whose `queueName` is not the path's queue. */
export function checkQueueName(name: string | undefined, path: QueuePath): void {
  if (name === undefined || namesQueue(name, path)) return;
  throw invalidValue(
    `Invalid value for the field queueName: it must be the queue of the path, ${path.taskqueue}.`,
  );
}

/** Refuses a tag of more than 500 characters, in a body or as a parameter. */
export function checkTag(tag: string | undefined, place: "field" | "parameter"): void {
  // Two code units make at most one character less.
  if (tag === undefined || tag.length <= tagLengthMax || Array.from(tag).length <= tagLengthMax)
    return;
  const message = `Invalid value for tag: it may have at most ${tagLengthMax} characters.`;
  throw place === "field" ? invalidValue(message) : invalidParameter("tag", message);
}

/** The engine's time of an ETA; 0 for none. */
export function etaMicros(leaseTimestamp: bigint | undefined, nowMs: number): number {
  if (leaseTimestamp === undefined) return 0;
  const latest = nowMs * microsPerMs + etaAheadMicrosMax;
  if (leaseTimestamp >= 0n && leaseTimestamp <= latest) return Number(leaseTimestamp);
  throw invalidValue(
    "Invalid value for the field leaseTimestamp: it must be microseconds since the epoch, at most 30 days ahead.",
  );
}
