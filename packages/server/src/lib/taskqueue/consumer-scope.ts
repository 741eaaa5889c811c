import type { DiscoveryMethod } from "@leasehold/discovery-document";
import type { ConsumerScope } from "../compile/method-plan.ts";

const readWrite = "https://www.googleapis.com/auth/taskqueue";
const consumer = "https://www.googleapis.com/auth/taskqueue.consumer";
const insert = "taskqueue.tasks.insert";

/** The scopes of which a method of the Task Queue API needs one, by what the consumer scope is set to allow. */
export function taskqueueScopes(method: DiscoveryMethod, setting: ConsumerScope): string[] {
  const reads = method.httpMethod === "GET";
  const consumes = setting === "consume" && method.id !== insert;
  return reads || consumes ? [readWrite, consumer] : [readWrite];
}
