import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createPullQueues, type PullQueues } from "@leasehold/queue";
import { createSqliteStore } from "@leasehold/queue-sqlite";
import { loadStore } from "./store-load.ts";

// The embedded store alone, through the group commit: no HTTP, no authorization.
// node bench/src/store.ts [--seconds 3] [--depth 1000000] [--inline] [--folder .]

const goalCyclesPerSecond = 20_000;
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "3" },
    depth: { type: "string", default: "0" },
    inline: { type: "boolean", default: false },
    folder: { type: "string", default: "." },
  },
});
const address = { project: "bench", queue: "images" };
const payloadBase64 = Buffer.alloc(1024, 7).toString("base64url") + "==";

const folder = mkdtempSync(join(values.folder, "bench-store-"));
try {
  await main(join(folder, "tasks.sqlite"));
} finally {
  rmSync(folder, { recursive: true });
}

async function main(path: string): Promise<void> {
  const store = await createSqliteStore({ path, thread: !values.inline });
  const onStoreFailure = (error: unknown): void => console.error(error);
  const pullQueues = createPullQueues({ store, onStoreFailure });
  const switches = { mode: "pull", maxLeases: 0, paused: false, disabled: false } as const;
  await pullQueues.putQueue({ ...address, ...switches });
  await fill(pullQueues, Number(values.depth));
  const seconds = Number(values.seconds);
  const load = { pullQueues, ...address, payloadBase64 };
  await loadStore({ ...load, outstanding: 64, seconds: 1 });
  console.log(`store in ${values.inline ? "the main thread" : "a thread"}, ${values.depth} deep`);
  for (const outstanding of [1, 16, 64]) {
    const result = await loadStore({ ...load, outstanding, seconds });
    const ratio = result.cyclesPerSecond / goalCyclesPerSecond;
    console.log(
      [
        `${outstanding} outstanding`.padEnd(16),
        `${Math.round(result.cyclesPerSecond)} cycles/s`.padStart(16),
        `${ratio.toFixed(2)} of the goal`.padStart(18),
        `${result.cpuMicrosPerCycle.toFixed(0)} µs CPU a cycle`.padStart(22),
        `median ${result.cycleMs.median.toFixed(2)} ms, p99 ${result.cycleMs.p99.toFixed(2)} ms`,
      ].join("  "),
    );
  }
  await pullQueues.close();
}

async function fill(pullQueues: PullQueues, depth: number): Promise<void> {
  const task = { ...address, payloadBase64, tag: "", availableAtMicros: 0 };
  for (let done = 0; done < depth; done += 5000) {
    await Promise.all(Array.from({ length: 5000 }, () => pullQueues.insert(task)));
  }
}
