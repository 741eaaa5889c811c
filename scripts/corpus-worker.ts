import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { checkDocument } from "./corpus-checks.ts";

// One document at a time: the name of a file in, its report out.
const { folder } = workerData as { folder: string };
parentPort?.on("message", (file: string) => {
  void Promise.resolve()
    .then(() => checkDocument(file, readFileSync(join(folder, file), "utf8")))
    .then((report) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
      parentPort?.postMessage(report);
    });
});
