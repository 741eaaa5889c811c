import { constants } from "node:os";

/** Waits for SIGTERM or SIGINT, then stops in order; a second signal ends the process at once. */
export async function stopOnSignals(stop: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let stopping = false;
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.on(signal, () => {
        if (stopping) process.exit(128 + constants.signals[signal]);
        stopping = true;
        stop().then(resolve, reject);
      });
    }
  });
}
