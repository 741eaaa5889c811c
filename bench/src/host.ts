import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";
import { median } from "./statistics.ts";

/** A line each about the machine, about what else it does, and about the disk that holds `folder`. */
export function describeHost(folder: string): string[] {
  return [
    `Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model.trim()})`,
    `load average before the run: ${loadavg()[0]?.toFixed(1)} (above 0.5, others use the machine: run again)`,
    `disk: 4 KiB append + fdatasync, median ${fsyncMs(folder).toFixed(3)} ms`,
  ];
}

function fsyncMs(folder: string): number {
  const file = openSync(join(folder, "fsync"), "w");
  const block = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 200 }, () => {
    const startedMs = performance.now();
    writeSync(file, block);
    fdatasyncSync(file);
    return performance.now() - startedMs;
  });
  closeSync(file);
  return median(times);
}
