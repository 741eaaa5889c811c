import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A service in a process of its own, that can die. */
export interface ServerProcess extends AsyncDisposable {
  url: string;
  /** Ends it with SIGKILL, as a power cut would, and waits until it is gone. */
  kill: () => Promise<void>;
}

/** Starts the service on the deployment in `folder`. */
export async function startServerProcess(folder: string): Promise<ServerProcess> {
  const script = fileURLToPath(new URL("run-server.ts", import.meta.url));
  const child = fork(script, [folder], { execArgv: [] });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message: { url: string }) => resolve(message.url));
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  return { url, kill, [Symbol.asyncDispose]: kill };
}
