import { setTimeout as sleep } from "node:timers/promises";
import type { Task, TaskqueueClient } from "@leasehold/taskqueue-v1beta2";
import type { QueuePlace } from "./lease-term.ts";
import { isPassing, retryDelayMs } from "./passing-failure.ts";

export interface LeaseSourceOptions {
  client: TaskqueueClient;
  place: QueuePlace;
  leaseSecs: number;
  /** How long a lease waits at the server for a first task. */
  waitSecs: number;
  /** Only tasks of one tag; an undefined tag is that of the oldest. */
  group: { tag: string | undefined } | undefined;
  stopping: AbortSignal;
  /** Called when the server stops answering, and when it answers again. */
  onAway: (error: unknown) => void;
  onBack: () => void;
}

/** Where tasks come from. */
export interface LeaseSource {
  /** Leases tasks, however long the server is away. None came in time, or the worker is to stop: no tasks. */
  lease: (numTasks: number) => Promise<Task[]>;
  /** Whether the queue holds no task, leased ones included. */
  isEmpty: () => Promise<boolean>;
}

// A lease that was asked for a moment ago is not cut off: what it leases would be nobody's until it ends.
const answerMs = 1000;
// And when one is cut off, the server is to know before a task is given back, or it would lease it to nobody.
const cutMs = 200;
/** An answer that is so much later than the server was to wait never comes. */
const lateMs = 30_000;

export function leaseSource(options: LeaseSourceOptions): LeaseSource {
  const { client, place, leaseSecs, waitSecs, group, stopping } = options;

  async function leaseOnce(numTasks: number): Promise<Task[]> {
    const cut = new AbortController();
    const sentAtMs = performance.now();
    const stop = (): void => {
      const ageMs = performance.now() - sentAtMs;
      setTimeout(() => cut.abort(), Math.max(0, answerMs - ageMs)).unref();
    };
    stopping.addEventListener("abort", stop);
    const signal = AbortSignal.any([cut.signal, AbortSignal.timeout(waitSecs * 1000 + lateMs)]);
    try {
      const answer = client.tasks.lease(
        {
          ...place,
          numTasks,
          leaseSecs,
          waitSecs,
          ...(group !== undefined && { groupByTag: true }),
          ...(group?.tag !== undefined && { tag: group.tag }),
        },
        { signal },
      );
      // The token that it waits for knows nothing of the signal.
      const { items = [] } = await Promise.race([answer, rejectedBy(signal)]);
      return items;
    } finally {
      stopping.removeEventListener("abort", stop);
    }
  }

  return {
    async lease(numTasks) {
      for (let attempt = 0; !stopping.aborted; attempt += 1) {
        try {
          const tasks = await leaseOnce(numTasks);
          if (attempt > 0) options.onBack();
          return tasks;
        } catch (error) {
          if (stopping.aborted) {
            await sleep(cutMs);
            return [];
          }
          if (!isPassing(error)) throw error;
          if (attempt === 0) options.onAway(error);
          const delayMs = retryDelayMs(attempt, error);
          await sleep(delayMs, undefined, { signal: stopping }).catch(() => undefined);
        }
      }
      return [];
    },
    async isEmpty() {
      try {
        const { stats } = await client.taskqueues.get(
          { ...place, getStats: true },
          { signal: AbortSignal.timeout(lateMs) },
        );
        return stats?.totalTasks === 0;
      } catch (error) {
        if (isPassing(error)) return false;
        throw error;
      }
    },
  };
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}
