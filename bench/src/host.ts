import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { median } from "./statistics.ts";

/** One line about the machine, and one about the disk that holds `folder`. */
export function describeHost(folder: string): string[] {
  return [
    `Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model.trim()})`,
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
