import { cpuMicros } from "./process-cpu.ts";
import { percentile } from "./statistics.ts";
import type { Subject } from "./subject.ts";

/** What one subject did in one round. */
export interface Measurement {
  /** Tasks that went through insert, lease and delete, a second. */
  cyclesPerSecond: number;
  /** Of single requests, in milliseconds. */
  p50Ms: number;
  p99Ms: number;
  /** CPU time per task in µs, of the server's process; NaN without /proc. */
  serverMicros: number;
  /** CPU time per task in µs, of the load client. */
  clientMicros: number;
}

/**
 * Drives a subject over so many connections for so long; each connection finishes the cycle it is in.
 *
 * @throws Error when any operation fails.
 */
export async function measure(options: {
  subject: Subject;
  connections: number;
  seconds: number;
  /** Ends the measurement early, with the signal's reason. */
  signal: AbortSignal;
}): Promise<Measurement> {
  const { subject, signal } = options;
  signal.throwIfAborted();
  const connections = await Promise.all(
    Array.from({ length: options.connections }, () => subject.connect()),
  );
  const latencies: number[] = [];
  const record = (milliseconds: number): void => void latencies.push(milliseconds);
  const serverBefore = cpuMicros(subject.processId) ?? Number.NaN;
  const clientBefore = process.cpuUsage();
  const startedMs = performance.now();
  const endMs = startedMs + options.seconds * 1000;
  try {
    const counts = await Promise.all(
      connections.map(async (connection) => {
        let tasks = 0;
        do tasks += await connection.cycle(record);
        while (performance.now() < endMs && !signal.aborted);
        return tasks;
      }),
    );
    signal.throwIfAborted();
    const seconds = (performance.now() - startedMs) / 1000;
    const tasks = counts.reduce((sum, count) => sum + count, 0);
    const client = process.cpuUsage(clientBefore);
    const sorted = Float64Array.from(latencies).sort();
    return {
      cyclesPerSecond: tasks / seconds,
      p50Ms: percentile({ sorted, fraction: 0.5 }),
      p99Ms: percentile({ sorted, fraction: 0.99 }),
      serverMicros: ((cpuMicros(subject.processId) ?? Number.NaN) - serverBefore) / tasks,
      clientMicros: (client.user + client.system) / tasks,
    };
  } finally {
    for (const connection of connections) connection.close();
  }
}
