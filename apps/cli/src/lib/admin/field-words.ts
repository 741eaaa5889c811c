import { showDuration, showMicroseconds, showSeconds } from "../moment.ts";
import { showPayload } from "../payload.ts";
import type { Resource } from "./call-method.ts";

/** How fields are told to people whose values stand for something else. A name means the same in each resource. */
const words: Record<string, (value: string, resource: Resource) => string> = {
  requestsPerDay: (value) => (value === "-1" ? "no limit" : value),
  requestsPerUserPerSecond: (value) => (value === "-1" ? "no limit" : value),
  isDefault: (value) => (value === "true" ? "yes: the project has no limits of its own" : "no"),
  maxLeases: (value) => (value === "0" ? "no limit" : value),
  leasedTasks: atLeast,
  delayedTasks: atLeast,
  oldestTask: showSeconds,
  oldestAgeSeconds: (value) => showDuration(Number(value)),
  enqueueTimestamp: showMicroseconds,
  leaseTimestamp: showMicroseconds,
  payloadBase64: showPayload,
};

const names: Record<string, string> = {
  oldestAgeSeconds: "oldest age",
  payloadBase64: "payload",
};

/** What people read for the value of a field; undefined for one that says itself what it means. */
export function wordsFor(field: string, resource: Resource): string | undefined {
  const { [field]: value } = resource;
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    return undefined;
  }
  return words[field]?.(String(value), resource);
}

/** The name of a field for people: `requestsPerDay` is `requests per day`. */
export function nameInWords(field: string): string {
  return names[field] ?? field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

// In long queues counting stops early.
function atLeast(value: string, { countsCapped }: Resource): string {
  return countsCapped === true ? `at least ${value}` : value;
}
