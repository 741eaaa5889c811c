import { constants } from "node:os";

/**
 * Listens for SIGTERM and SIGINT from now on. The promise resolves at the first; a second one, while what runs is
 * still stopping, ends the process at once.
 */
export function firstStopSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(128 + constants.signals[signal]);
      stopping = true;
      resolve();
    });
  }
  return promise;
}
