import { constants } from "node:os";

/**
 * Listens for SIGTERM and SIGINT from now on. The promise resolves at the first; a second one, while what runs is
 * still stopping, ends the process at once.
 *
 * @param more other signals that mean the same.
 */
export function firstStopSignal(more: readonly "SIGHUP"[] = []): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT", ...more] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(128 + constants.signals[signal]);
      stopping = true;
      resolve();
    });
  }
  return promise;
}
