import type { Task, TaskqueueClient } from "@leasehold/taskqueue-v1beta2";
import { isPassing, isRefusal } from "./passing-failure.ts";

/** A queue of a project, as the client's calls name it. */
export interface QueuePlace {
  project: string;
  taskqueue: string;
}

export interface LeaseTermOptions {
  client: TaskqueueClient;
  place: QueuePlace;
  /** As the lease answered it, a moment ago. */
  task: Task;
  leaseSecs: number;
}

/** What the server knows of a lease, and what can be asked of it: each call is one request. */
export interface LeaseTerm {
  /** Milliseconds until the lease ends, by a clock that nobody sets. */
  leftMs: () => number;
  renew: (timeoutMs: number) => Promise<"renewed" | "lost" | "unanswered">;
  remove: () => Promise<void>;
  release: (afterSeconds: number) => Promise<void>;
  /** To be called when a change was sent and not answered: the server may know another timestamp than we. */
  doubt: () => void;
  /** After a doubt: whether the lease is ours all the same. */
  isStillOurs: () => Promise<boolean>;
}

/** A request that is not answered in this part of a lease, or in half a minute, is made again. */
const answerPart = 0.25;
const answerMaxMs = 30_000;

export function leaseTerm(options: LeaseTermOptions): LeaseTerm {
  const { client, place, leaseSecs } = options;
  const { id: task = "", retry_count: leases } = options.task;
  const leaseMs = leaseSecs * 1000;
  const answerMs = Math.min(answerMaxMs, leaseMs * answerPart);
  const inTime = (): AbortSignal => AbortSignal.timeout(answerMs);
  let { leaseTimestamp = "0" } = options.task;
  let endsAtMs = performance.now() + leaseMs;
  let unsure = false;

  async function isStillOurs(): Promise<boolean> {
    if (!unsure) return false;
    try {
      const now = await client.tasks.get({ ...place, task }, { signal: inTime() });
      unsure = false;
      // Each lease of a task counts: while the count is ours, nobody else has had it.
      if (now.retry_count !== leases) return false;
      ({ leaseTimestamp = "0" } = now);
      return true;
    } catch (error) {
      return isPassing(error);
    }
  }

  return {
    leftMs: () => endsAtMs - performance.now(),
    isStillOurs,
    doubt() {
      unsure = true;
    },
    async renew(timeoutMs) {
      const sentAtMs = performance.now();
      try {
        const renewed = await client.tasks.update(
          { ...place, task, newLeaseSeconds: leaseSecs },
          {
            body: { id: task, leaseTimestamp },
            signal: AbortSignal.timeout(Math.ceil(Math.min(timeoutMs, answerMs))),
          },
        );
        ({ leaseTimestamp = "0" } = renewed);
        endsAtMs = sentAtMs + leaseMs;
        unsure = false;
        return "renewed";
      } catch (error) {
        if (isPassing(error)) unsure = true;
        else if (!isRefusal(error) || !(await isStillOurs())) return "lost";
        return "unanswered";
      }
    },
    async remove() {
      await client.tasks.delete({ ...place, task }, { signal: inTime() });
    },
    async release(afterSeconds) {
      await client.tasks.patch(
        { ...place, task, newLeaseSeconds: afterSeconds },
        { body: { queueName: place.taskqueue, leaseTimestamp }, signal: inTime() },
      );
    },
  };
}
