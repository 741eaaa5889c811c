import { parentPort, workerData } from "node:worker_threads";
import type { Operation, OperationResult } from "@leasehold/queue/operation";
import { createChores } from "./chores.ts";
import { openWriter } from "./connection.ts";
import { createEngine, type Engine } from "./engine.ts";
import { QueueStoreError } from "./store-error.ts";
import type { ThreadAnswer, ThreadError, ThreadRequest, ThreadValue } from "./thread-messages.ts";

// The thread's own program: an engine that answers messages.

serve((workerData as { path: string }).path);

function serve(path: string): void {
  const port = parentPort;
  if (port === null) throw new Error("This is the program of a worker thread.");
  const answer = (message: ThreadAnswer): void => port.postMessage(message);
  let engine: Engine;
  try {
    engine = createEngine(openWriter(path));
  } catch (error) {
    answer({ type: "failure", error: errorOf(error) });
    return;
  }
  const chores = createChores(engine, (error) => {
    answer({ type: "choreFailure", error: errorOf(error) });
  });
  port.on("message", (request: ThreadRequest) => {
    try {
      answer({ type: "answer", value: run(engine, request) });
    } catch (error) {
      answer({ type: "failure", error: errorOf(error) });
    }
    if (request.type === "close") {
      chores.stop();
      port.close();
    } else chores.noteAnswered(request.nowMs);
  });
  answer({ type: "opened" });
}

function run(engine: Engine, request: ThreadRequest): ThreadValue {
  switch (request.type) {
    case "execute":
      return withoutEchoes(request.operations, engine.execute(request.operations, request.nowMs));
    case "putQueue":
      engine.putQueue(request.settings);
      return undefined;
    case "deleteQueue":
      return engine.deleteQueue(request.address);
    case "purge":
      return engine.purge(request.address, request.progress, request.nowMs);
    default:
      engine.close();
      return undefined;
  }
}

/** Payloads of inserts stay here: the other side has them. */
function withoutEchoes(
  operations: readonly Operation[],
  results: OperationResult[],
): OperationResult[] {
  for (const [index, result] of results.entries()) {
    if (operations[index]?.type === "insert" && "task" in result) result.task.payloadBase64 = "";
  }
  return results;
}

function errorOf(error: unknown): ThreadError {
  const known = error instanceof Error ? error : new Error(String(error));
  const cause = known.cause instanceof Error ? known.cause : known;
  return {
    code: known instanceof QueueStoreError ? known.code : undefined,
    message: known.message,
    cause: cause.stack ?? cause.message,
  };
}
