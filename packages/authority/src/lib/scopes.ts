/** What the read-only scope of the Task Queue API lets a caller do. */
export type ConsumerScope = "read-only" | "consume";

export const taskQueueScope = "https://www.googleapis.com/auth/taskqueue";
const taskQueueConsumerScope = "https://www.googleapis.com/auth/taskqueue.consumer";
const adminScope = "https://www.googleapis.com/auth/leasehold.admin";
const adminReadonlyScope = "https://www.googleapis.com/auth/leasehold.admin.readonly";

/** Lets a caller act as service accounts; the name that Google's libraries ask for when they are to do that. */
export const impersonationScope = "https://www.googleapis.com/auth/cloud-platform";

const words: ReadonlyMap<string, string> = new Map([
  [taskQueueScope, "See, insert, lease, change and delete tasks in your task queues"],
  [
    adminScope,
    "See and manage your Leasehold projects, their queues, tasks and applications, and your account",
  ],
  [
    adminReadonlyScope,
    "See your Leasehold projects, their queues, tasks and applications, and your account",
  ],
  [impersonationScope, "Act as the service accounts of projects that you own"],
  ["openid", "Know who you are when you sign in"],
  ["email", "See your e-mail address"],
  ["profile", "See your name"],
  ["https://www.googleapis.com/auth/userinfo.email", "See your e-mail address"],
  ["https://www.googleapis.com/auth/userinfo.profile", "See your name"],
]);

const consumerWords: Record<ConsumerScope, string> = {
  "read-only": "See tasks in your task queues",
  consume: "See, lease, change and delete tasks in your task queues",
};

/** Every scope that may be asked for. */
export const knownScopes: readonly string[] = [...words.keys(), taskQueueConsumerScope];

/** Says whether a scope exists. */
export function isKnownScope(scope: string): boolean {
  return scope === taskQueueConsumerScope || words.has(scope);
}

/**
 * What a scope allows, in words for the person who is asked.
 *
 * @param consumerScope - the service's setting, on which the words for `taskqueue.consumer` depend.
 * @returns undefined for a scope that does not exist.
 */
export function describeScope(scope: string, consumerScope: ConsumerScope): string | undefined {
  return scope === taskQueueConsumerScope ? consumerWords[consumerScope] : words.get(scope);
}

/** Splits a `scope` parameter (RFC 6749, 3.3): names with spaces between, each once, in their order. */
export function parseScope(scope: string): string[] {
  return [...new Set(scope.split(/\s+/u).filter((name) => name !== ""))];
}
