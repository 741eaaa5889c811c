import type { QueueStore } from "@leasehold/queue/store";
import { checkSettings } from "@leasehold/queue/rules";
import type { EnginePort } from "./engine-port.ts";
import type { PurgeProgress } from "./purge.ts";
import type { Reader } from "./reader.ts";

/** Puts a store together: the engine writes, the reader reads what it has committed. */
export function storeOf(parts: {
  engine: EnginePort;
  reader: Reader;
  now: () => number;
  /** Gives back what was taken to open the store. */
  release: () => void;
}): QueueStore {
  const { engine, reader, now, release } = parts;
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    reader.close();
    await engine.close();
    release();
  }

  return {
    execute: (operations) => engine.execute(operations, now()),
    getTask: async (address) => reader.getTask(address),
    listTasks: async (request) => reader.listTasks(request, now() * 1000),
    statistics: async (address) => reader.statistics(address, now() * 1000),
    liveStatistics: async (request) => reader.liveStatistics(request, now() * 1000),
    nextAvailableAtMicros: async (address) => reader.nextAvailableAtMicros(address),
    getQueue: async (address) => reader.getQueue(address),
    listQueues: async (project) => reader.listQueues(project),
    putQueue: async (settings) => {
      checkSettings(settings);
      await engine.putQueue(settings, now());
    },
    deleteQueue: (address) => engine.deleteQueue(address, now()),
    purgeQueue: async (address) => {
      let progress: PurgeProgress | undefined;
      do {
        progress = await engine.purge(address, progress, now());
      } while (progress?.done === false);
      return progress?.deleted;
    },
    close: () => (closing ??= close()),
  };
}
