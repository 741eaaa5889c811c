import type { AuthorityContext } from "../context.ts";

/** Counts that are gathered in memory and written together. */
export interface Flushing {
  /** Something was counted: it is written within {@link flushAfterMs}. */
  soon(): void;
  /** Writes what was counted until now. */
  flush(): Promise<void>;
  /** Writes the rest; nothing is written by itself afterwards. */
  close(): Promise<void>;
}

/** What a crash may lose of the counts. */
const flushAfterMs = 2000;

/**
 * Runs `write` a little after something was counted. One that fails is told in the log and tried again:
 * `write` takes away only what it has written.
 */
export function createFlushing(
  { logger }: Pick<AuthorityContext, "logger">,
  write: () => Promise<void>,
): Flushing {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let closed = false;

  async function tryToWrite(): Promise<void> {
    try {
      await write();
    } catch (error) {
      logger.error(
        `counts of calls could not be written, and will be tried again: ${String(error)}`,
      );
      soon();
    }
  }

  function soon(): void {
    if (timer !== undefined || closed) return;
    timer = setTimeout(() => void flush(), flushAfterMs);
    timer.unref();
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(tryToWrite);
    return writing;
  }

  return {
    soon,
    flush,
    close() {
      closed = true;
      return flush();
    },
  };
}
