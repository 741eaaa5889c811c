import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import { toDiscovery } from "@leasehold/generator/discovery";
import { toOpenApi } from "@leasehold/generator/openapi";
import { clientPackage } from "@leasehold/generator/package";

/** What one worker is to do. */
export interface ConversionWork {
  files: string[];
  /** `convert`: read, convert and write OpenAPI. `back`: that, and the way back. `client`: types and the client. */
  step: "convert" | "back" | "client";
}

const { files, step } = workerData as ConversionWork;
const startedAt = performance.now();
for (const file of files) {
  const document = parseDiscoveryDocument(JSON.parse(readFileSync(file, "utf8")));
  if (step === "client") await clientPackage(document);
  else {
    const openApi = toOpenApi(document);
    JSON.stringify(step === "back" ? toDiscovery(openApi) : openApi);
  }
}
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
parentPort?.postMessage(performance.now() - startedAt);
