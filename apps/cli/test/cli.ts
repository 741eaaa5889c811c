import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

export interface Outcome {
  status: number | null;
  stdout: string;
  /** Without what is said of a step that takes long: that depends on the machine. */
  stderr: string;
}

const patience =
  /^Waiting for (?:the server to answer|http\S+ to answer|this system's keychain).*\n/gm;

/** A run of the command line that is still going on. */
export interface Running extends AsyncDisposable {
  process: ChildProcess;
  /** Waits until standard output or error holds a match, and gives it. */
  saw: (pattern: RegExp) => Promise<RegExpExecArray>;
  type: (line: string) => void;
  ended: Promise<Outcome>;
}

export interface CliOptions {
  /** Beside PATH and Node's cache; nothing else of this process's environment gets through. */
  env?: Record<string, string>;
  cwd?: string;
}

/** Starts the real command line in a process of its own. */
export function startCli(args: string[], options: CliOptions = {}): Running {
  return startProgram([process.execPath, main, ...args], options);
}

/** Starts any program, as the command line is started. */
export function startProgram([program = "", ...args]: string[], options: CliOptions = {}): Running {
  const child = spawn(program, args, {
    env: {
      PATH: process.env["PATH"] ?? "",
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      ...options.env,
    },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  const watchers = new Set<() => void>();
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      output[stream] += text;
      for (const watcher of watchers) watcher();
    });
  }
  const ended = once(child, "close").then(([status]: unknown[]): Outcome => ({
    status: typeof status === "number" ? status : null,
    stdout: output.stdout,
    stderr: output.stderr.replaceAll(patience, ""),
  }));
  return {
    process: child,
    ended,
    type: (line) => void child.stdin.write(`${line}\n`),
    saw(pattern) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output.stdout) ?? pattern.exec(output.stderr);
          if (match === null) return;
          watchers.delete(look);
          resolve(match);
        };
        watchers.add(look);
        look();
        void ended.then(({ stdout, stderr }) => {
          reject(new Error(`Ended before ${pattern} was seen.\n${stdout}\n${stderr}`));
        });
      });
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Runs the real command line to its end. */
export async function runCli(
  args: string[],
  options: CliOptions & { input?: string | Buffer } = {},
): Promise<Outcome> {
  await using running = startCli(args, options);
  running.process.stdin?.end(options.input ?? "");
  return await running.ended;
}
