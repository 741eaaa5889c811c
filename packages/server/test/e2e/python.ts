import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";

/** A script beside this file that a test talks with, a line at a time: one JSON value a line from it, text to it. */
export interface PythonScript extends AsyncDisposable {
  /** The next line that it prints. */
  next: () => Promise<unknown>;
  say: (line: string) => void;
}

/** Starts the script. What it writes to stderr is told when it ends too early. */
export function startScript(options: {
  python: string;
  script: string;
  environment: Record<string, string>;
}): PythonScript {
  const path = new URL(options.script, import.meta.url).pathname;
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    options.python,
    ["-u", path],
    { env: { ...process.env, ...options.environment }, stdio: "pipe" },
  );
  const gone = once(child, "exit");
  const complaint = text(child.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async next() {
      const { value, done } = await lines.next();
      if (done !== true) return JSON.parse(value) as unknown;
      throw new Error(`${options.script} ended: ${await complaint}`);
    },
    say: (line) => void child.stdin.write(`${line}\n`),
    async [Symbol.asyncDispose]() {
      child.kill();
      await gone;
    },
  };
}
