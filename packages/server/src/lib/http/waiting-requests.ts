import { setMaxListeners } from "node:events";
import type { ServerResponse } from "node:http";

/** The requests that wait for something, so that a stop can end their wait. */
export interface WaitingRequests {
  /** A signal that aborts when the connection of this answer closes, or at `endAll`. */
  signalOf: (response: ServerResponse) => AbortSignal;
  endAll: () => void;
}

export function createWaitingRequests(): WaitingRequests {
  const controllers = new Set<AbortController>();
  let ended = false;
  return {
    signalOf(response) {
      const controller = new AbortController();
      // Every waiting lease of a batch listens.
      setMaxListeners(0, controller.signal);
      if (ended || response.destroyed) controller.abort();
      controllers.add(controller);
      response.once("close", () => {
        controllers.delete(controller);
        controller.abort();
      });
      return controller.signal;
    },
    endAll() {
      ended = true;
      for (const controller of controllers) controller.abort();
    },
  };
}
