import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A server of ours in a process of its own, ended when the scope ends (`await using`). */
export interface ServerProcess extends AsyncDisposable {
  processId: number;
  port: number;
}

/**
 * Starts a script beside this file; it sends `{ port }` when it serves and ends when its parent does.
 *
 * @throws Error when it ends before that.
 */
export async function startServerProcess(options: {
  script: string;
  args: string[];
}): Promise<ServerProcess> {
  const path = fileURLToPath(new URL(options.script, import.meta.url));
  const child = fork(path, options.args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message: { port: number }) => resolve(message.port));
    child.once("exit", (code) => reject(new Error(`${options.script} ended with ${code}.`)));
  });
  return {
    processId: child.pid ?? 0,
    port,
    [Symbol.asyncDispose]: () => endProcess(child),
  };
}

/** Ends a process and waits until it is gone. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(timer);
}
