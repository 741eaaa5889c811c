import type { Engine } from "./engine.ts";

/** Does the engine's chores in the pauses between batches. */
export interface Chores {
  /** A transaction was answered: a chore may be due. */
  noteAnswered(nowMs: number): void;
  stop(): void;
}

/** @param onFailure told why a chore failed; it is tried again after the next transaction. */
export function createChores(
  engine: Pick<Engine, "hasChores" | "doChore">,
  onFailure: (error: unknown) => void,
): Chores {
  let scheduled: NodeJS.Immediate | undefined;
  let latestMs = 0;

  function schedule(): void {
    if (engine.hasChores(latestMs)) scheduled ??= setImmediate(run);
  }

  function run(): void {
    scheduled = undefined;
    try {
      engine.doChore(latestMs);
      schedule();
    } catch (error) {
      onFailure(error);
    }
  }

  return {
    noteAnswered: (nowMs) => {
      latestMs = nowMs;
      schedule();
    },
    stop: () => clearImmediate(scheduled),
  };
}
