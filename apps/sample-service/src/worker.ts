import { setTimeout as sleep } from "node:timers/promises";
import type { TasksResource } from "@leasehold/taskqueue-v1beta2";

export interface WorkerOptions {
  tasks: TasksResource;
  queue: { project: string; taskqueue: string };
  /** Where the worker writes what it found, by task. */
  counts: Map<string, number>;
  /** Ends the worker. */
  signal: AbortSignal;
}

/** Leases texts as they come, counts their words, and deletes them. */
export async function runWorker(options: WorkerOptions): Promise<void> {
  while (!options.signal.aborted) {
    try {
      await workOnce(options);
    } catch (error) {
      if (options.signal.aborted) return;
      // A task that was leased and not deleted comes back when its lease ends: nothing is lost here.
      console.error(error);
      await sleep(1000);
    }
  }
}

async function workOnce({ tasks, queue, counts, signal }: WorkerOptions): Promise<void> {
  // The server holds the request until there is a task, at most 20 seconds.
  const lease = { ...queue, numTasks: 10, leaseSecs: 30, waitSecs: 20 };
  const { items = [] } = await tasks.lease(lease, { signal });
  for (const { id = "", payloadBase64 = "" } of items) {
    // Delivery is at least once: writing under the task's id makes a second time harmless.
    counts.set(id, countWords(Buffer.from(payloadBase64, "base64url").toString()));
    await tasks.delete({ ...queue, task: id });
  }
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}'’-]+/gu)?.length ?? 0;
}
