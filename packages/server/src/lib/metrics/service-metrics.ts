import type { PullQueues } from "@leasehold/queue";
import { Counter, Gauge, Registry } from "prom-client";

/** Makes the registry with the figures of the process and of the engine. */
export function createRegistry(queues: Pick<PullQueues, "pending">): Registry {
  const registry = new Registry();
  const registers = [registry];
  const startedSeconds = Date.now() / 1000 - process.uptime();
  new Gauge({
    name: "leasehold_operations_pending",
    help: "Task operations taken and not yet on disk.",
    registers,
    collect() {
      this.set(queues.pending);
    },
  });
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Memory of the process.",
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Counter({
    name: "process_cpu_seconds_total",
    help: "CPU time of the process, in its own code and in the system.",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1_000_000);
    },
  });
  new Gauge({
    name: "process_start_time_seconds",
    help: "When the process started, in seconds since the epoch.",
    registers,
    collect() {
      this.set(startedSeconds);
    },
  });
  return registry;
}
