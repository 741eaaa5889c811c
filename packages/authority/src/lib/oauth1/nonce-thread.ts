import { parentPort, workerData } from "node:worker_threads";
import { openNonceFile } from "./nonce-file.ts";
import type { NonceAnswer, NonceRequest } from "./nonce-messages.ts";

// The thread's own program: it opens the nonce file and answers messages in their order.

serve((workerData as { path: string }).path);

function serve(path: string): void {
  const port = parentPort;
  if (port === null) throw new Error("This is the program of a worker thread.");
  const file = openNonceFile(path);
  const answer = (value: NonceAnswer): void => port.postMessage(value);
  port.on("message", (request: NonceRequest) => {
    try {
      if (request.type === "write") answer({ known: file.write(request.batch) });
      else if (request.type === "sweep") answer({ swept: file.sweepSome(request.nowMs) });
      else {
        file.close();
        answer({ swept: 0 });
        port.close();
      }
    } catch (error) {
      answer({ failure: error instanceof Error ? error.message : String(error) });
    }
  });
}
