import { Worker } from "node:worker_threads";
import type { Operation, OperationResult } from "@leasehold/queue/operation";
import type { EnginePort } from "./engine-port.ts";
import type { PurgeProgress } from "./purge.ts";
import { QueueStoreError } from "./store-error.ts";
import type { ThreadAnswer, ThreadError, ThreadRequest, ThreadValue } from "./thread-messages.ts";

interface Asked {
  resolve(value: ThreadValue): void;
  reject(error: Error): void;
}

/**
 * Runs the engine in a thread of its own, so that no commit or long lease holds up the caller.
 *
 * @throws QueueStoreError what opening the file throws, and `store_closed` for whatever is asked
 * of a thread that has ended.
 */
export async function createThreadedEngine(
  path: string,
  onFailure: (error: unknown) => void,
): Promise<EnginePort> {
  // The sources run as they are; built ones are next to this file too.
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const program = new URL(`./store-thread.${extension}`, import.meta.url);
  const worker = new Worker(program, { workerData: { path } });
  const asked: Asked[] = [];
  let ended: Error | undefined;

  function end(error: Error): void {
    ended ??= error;
    for (const each of asked.splice(0)) each.reject(ended);
  }

  worker.on("message", (answer: ThreadAnswer) => {
    if (answer.type === "choreFailure") return onFailure(errorOf(answer.error));
    const next = asked.shift();
    if (answer.type === "failure") return next?.reject(errorOf(answer.error));
    next?.resolve(answer.type === "answer" ? answer.value : undefined);
  });
  worker.on("error", (cause) => {
    end(new QueueStoreError("store_closed", "The store's thread failed.", { cause }));
  });
  worker.on("exit", () => end(new QueueStoreError("store_closed", "The store is closed.")));

  function answered(): Promise<ThreadValue> {
    if (ended !== undefined) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      asked.push({ resolve, reject });
    });
  }

  function ask(request: ThreadRequest): Promise<ThreadValue> {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(request);
    return answered();
  }

  await answered();
  return {
    execute: async (operations, nowMs) => {
      const results = await ask({ type: "execute", operations, nowMs });
      return withEchoes(operations, results as OperationResult[]);
    },
    putQueue: async (settings, nowMs) => void (await ask({ type: "putQueue", settings, nowMs })),
    deleteQueue: async (address, nowMs) => {
      return (await ask({ type: "deleteQueue", address, nowMs })) === true;
    },
    purge: async (address, progress, nowMs) => {
      const answer = await ask({ type: "purge", address, progress, nowMs });
      return answer as PurgeProgress | undefined;
    },
    close: async () => {
      if (ended !== undefined) return;
      await ask({ type: "close", nowMs: 0 });
      await worker.terminate();
    },
  };
}

function withEchoes(
  operations: readonly Operation[],
  results: OperationResult[],
): OperationResult[] {
  for (const [index, result] of results.entries()) {
    const operation = operations[index];
    if (operation?.type === "insert" && "task" in result) {
      result.task.payloadBase64 = operation.payloadBase64;
    }
  }
  return results;
}

function errorOf({ code, message, cause }: ThreadError): Error {
  const error = new Error(message, { cause });
  return code === undefined ? error : new QueueStoreError(code, message, { cause });
}
