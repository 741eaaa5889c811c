import type { QueueAddress } from "@leasehold/queue/operation";
import { deadLetterSettings } from "@leasehold/queue/rules";
import type { QueueSettings } from "@leasehold/queue/store";
import { settingsOf, type QueueRow } from "./rows.ts";
import type { Statements } from "./statements.ts";

/** A queue as the engine keeps it in memory. */
export interface KnownQueue {
  id: number;
  settings: QueueSettings;
}

/** The queues, with those in use in memory. */
export interface QueueTable {
  find(address: QueueAddress): KnownQueue | undefined;
  put(settings: QueueSettings): void;
  /** The queue, made when it is missing. */
  deadLetter(project: string, queue: string): KnownQueue;
  /** Drops what is in memory, after a change or a rollback. */
  forget(): void;
}

const knownMax = 10_000;

export function createQueueTable(statements: Statements): QueueTable {
  const known = new Map<string, KnownQueue>();

  function find({ project, queue }: QueueAddress): KnownQueue | undefined {
    const key = `${project}/${queue}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const row = statements.queue.get(project, queue) as QueueRow | undefined;
    if (row === undefined) return undefined;
    const found = { id: row.id, settings: settingsOf(row) };
    if (known.size >= knownMax) known.clear();
    known.set(key, found);
    return found;
  }

  function put(settings: QueueSettings): void {
    statements.putQueue.run(
      settings.project,
      settings.queue,
      settings.mode,
      settings.maxLeases,
      settings.deadLetterQueue ?? null,
      settings.paused ? 1 : 0,
      settings.disabled ? 1 : 0,
    );
    known.clear();
  }

  return {
    find,
    put,
    deadLetter: (project, queue) => {
      const address = { project, queue };
      if (find(address) === undefined) put(deadLetterSettings(project, queue));
      const made = find(address);
      if (made === undefined) throw new Error(`The dead-letter queue ${queue} was not made.`);
      return made;
    },
    forget: () => known.clear(),
  };
}
