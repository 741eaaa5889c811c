import type { PullQueues } from "@leasehold/queue";
import { Counter, Gauge, Registry } from "prom-client";

/** Makes the registry with the figures of the process and of the engine. */
export function createRegistry(queues: Pick<PullQueues, "pending">): Registry {
  const registry = new Registry();
  const registers: Registry[] = [];
  const startedSeconds = Date.now() / 1000 - process.uptime();
  const gauge = (name: string, help: string, read: () => number): void => {
    const collect = function (this: Gauge): void {
      this.set(read());
    };
    registry.registerMetric(new Gauge({ name, help, registers, collect }));
  };
  gauge(
    "leasehold_operations_pending",
    "Task operations taken and not yet on disk.",
    () => queues.pending,
  );
  gauge("process_resident_memory_bytes", "Memory of the process.", () => process.memoryUsage.rss());
  gauge(
    "process_start_time_seconds",
    "When the process started, in seconds since the epoch.",
    () => startedSeconds,
  );
  registry.registerMetric(cpuSeconds(registers));
  return registry;
}

function cpuSeconds(registers: Registry[]): Counter {
  return new Counter({
    name: "process_cpu_seconds_total",
    help: "CPU time of the process, in its own code and in the system.",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1_000_000);
    },
  });
}
