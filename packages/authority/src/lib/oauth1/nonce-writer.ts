import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type NonceGroup, openNonceFile } from "./nonce-file.ts";
import type { NonceAnswer, NonceRequest } from "./nonce-messages.ts";

/** Writes nonces without holding up the caller's thread. */
export interface NonceWriter {
  /** Writes a batch in one commit; gives those that were there before. */
  write: (batch: readonly NonceGroup[]) => Promise<string[]>;
  /** Drops some of what is over; how many went, 0 when nothing is left. */
  sweepSome: (nowMs: number) => Promise<number>;
  close: () => Promise<void>;
}

/**
 * Makes a writer; nothing is opened before something is to be written.
 *
 * @param path a file, or `:memory:`, which is written in this thread, as everything is on a single core.
 */
export function createNonceWriter(path: string): NonceWriter {
  const isInline = path === ":memory:" || availableParallelism() === 1;
  let writer: NonceWriter | undefined;
  let isClosed = false;

  function opened(): NonceWriter {
    if (isClosed) throw new Error("The nonce file is closed.");
    // A thread that has died is not asked again: the next request starts another.
    writer ??= isInline ? inlineWriter(path) : threadedWriter(path, () => (writer = undefined));
    return writer;
  }

  return {
    write: async (batch) => opened().write(batch),
    async sweepSome(nowMs) {
      // Where nobody signs, there is nothing to open.
      if (writer === undefined && !existsSync(path)) return 0;
      return opened().sweepSome(nowMs);
    },
    async close() {
      isClosed = true;
      await writer?.close();
    },
  };
}

function inlineWriter(path: string): NonceWriter {
  const file = openNonceFile(path);
  return {
    write: async (batch) => file.write(batch),
    sweepSome: async (nowMs) => file.sweepSome(nowMs),
    close: async () => file.close(),
  };
}

interface Asked {
  resolve: (answer: NonceAnswer) => void;
  reject: (error: Error) => void;
}

function threadedWriter(path: string, onEnd: () => void): NonceWriter {
  // The sources run as they are; built ones are next to this file too.
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const program = new URL(`./nonce-thread.${extension}`, import.meta.url);
  const worker = new Worker(program, { workerData: { path } });
  // Whoever waits for an answer keeps the process; the thread alone does not.
  worker.unref();
  const asked: Asked[] = [];
  let ended: Error | undefined;

  function end(error: Error): void {
    if (ended === undefined) onEnd();
    ended ??= error;
    for (const each of asked.splice(0)) each.reject(ended);
  }

  worker.on("message", (answer: NonceAnswer) => {
    const next = asked.shift();
    if (asked.length === 0) worker.unref();
    next?.resolve(answer);
  });
  worker.on("error", (cause) => end(new Error("The thread of the nonces failed.", { cause })));
  worker.on("exit", () => end(new Error("The nonce file is closed.")));

  function ask(request: NonceRequest): Promise<NonceAnswer> {
    if (ended !== undefined) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      if (asked.length === 0) worker.ref();
      asked.push({ resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(request);
    });
  }

  return {
    async write(batch) {
      const answer = await ask({ type: "write", batch });
      if ("known" in answer) return answer.known;
      throw failureOf(answer);
    },
    async sweepSome(nowMs) {
      const answer = await ask({ type: "sweep", nowMs });
      if ("swept" in answer) return answer.swept;
      throw failureOf(answer);
    },
    async close() {
      if (ended !== undefined) return;
      await ask({ type: "close" });
      await worker.terminate();
    },
  };
}

function failureOf(answer: NonceAnswer): Error {
  const said = "failure" in answer ? answer.failure : "another answer than was asked for";
  return new Error(`A nonce could not be written: ${said}`);
}
