import { createChores } from "./chores.ts";
import type { EnginePort } from "./engine-port.ts";
import type { Engine } from "./engine.ts";
import { QueueStoreError } from "./store-error.ts";

/** Runs the engine in the caller's own thread: for a single core, and for tests. */
export function createInlineEngine(
  engine: Engine,
  onFailure: (error: unknown) => void,
): EnginePort {
  const chores = createChores(engine, onFailure);
  let open = true;

  async function run<T>(nowMs: number, work: () => T): Promise<T> {
    if (!open) throw new QueueStoreError("store_closed", "The store is closed.");
    try {
      return work();
    } finally {
      chores.noteAnswered(nowMs);
    }
  }

  return {
    execute: (operations, nowMs) => run(nowMs, () => engine.execute(operations, nowMs)),
    putQueue: (settings, nowMs) => run(nowMs, () => engine.putQueue(settings)),
    deleteQueue: (address, nowMs) => run(nowMs, () => engine.deleteQueue(address)),
    purge: (address, progress, nowMs) => run(nowMs, () => engine.purge(address, progress, nowMs)),
    close: async () => {
      if (!open) return;
      open = false;
      chores.stop();
      engine.close();
    },
  };
}
