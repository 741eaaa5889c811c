import type { PullQueues } from "@leasehold/queue";

/** What a load run measured. */
export interface StoreLoad {
  cyclesPerSecond: number;
  /** Processor time of the whole process, all threads, for one cycle. */
  cpuMicrosPerCycle: number;
  cycleMs: { median: number; p99: number };
}

export interface StoreLoadOptions {
  pullQueues: PullQueues;
  project: string;
  queue: string;
  /** Cycles under way at any moment. */
  outstanding: number;
  seconds: number;
  payloadBase64: string;
}

/** Runs cycles, each an insert, then a lease of one task, then its delete, for a while. */
export async function loadStore(options: StoreLoadOptions): Promise<StoreLoad> {
  const { outstanding, seconds } = options;
  const cycleMs: number[] = [];
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  const untilMs = startMs + seconds * 1000;
  const workers = Array.from({ length: outstanding }, async () => {
    while (performance.now() < untilMs) {
      const cycleStartMs = performance.now();
      await cycle(options);
      cycleMs.push(performance.now() - cycleStartMs);
    }
  });
  await Promise.all(workers);
  const elapsedMs = performance.now() - startMs;
  const used = process.cpuUsage(cpu);
  cycleMs.sort((a, b) => a - b);
  return {
    cyclesPerSecond: (cycleMs.length / elapsedMs) * 1000,
    cpuMicrosPerCycle: (used.user + used.system) / cycleMs.length,
    cycleMs: { median: quantile(cycleMs, 0.5), p99: quantile(cycleMs, 0.99) },
  };
}

async function cycle({ pullQueues, project, queue, payloadBase64 }: StoreLoadOptions) {
  const task = { project, queue, payloadBase64, tag: "", availableAtMicros: 0 };
  const inserted = await pullQueues.insert(task);
  if (!inserted.ok) throw new Error(`insert failed: ${inserted.failure}`);
  const leased = await pullQueues.lease({
    project,
    queue,
    count: 1,
    leaseSeconds: 600,
    byTag: false,
    payloadBytesMax: 32 * 1024 * 1024,
    waitSeconds: 0,
  });
  if (!leased.ok) throw new Error(`lease failed: ${leased.failure}`);
  for (const { id } of leased.tasks) {
    const deleted = await pullQueues.delete({ project, queue, id });
    if (!deleted.ok) throw new Error(`delete failed: ${deleted.failure}`);
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
