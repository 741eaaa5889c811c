import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import { createInterface } from "node:readline";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";

/** How a command ended. */
export type CommandEnd =
  | { kind: "exit"; code: number }
  | { kind: "signal"; signal: string }
  | { kind: "unstarted"; why: string }
  | { kind: "timeout" }
  | { kind: "stopped" };

interface CommandRun {
  /** The program and its arguments. */
  command: readonly string[];
  env: NodeJS.ProcessEnv;
  /** What it reads from standard input. */
  input: Buffer;
  /** An open file for its standard output; undefined passes it on. */
  outputFile: number | undefined;
  timeoutMs: number | undefined;
  /** Ends the command when it is aborted. */
  stop: AbortSignal;
}

/** Runs commands, each in a process group of its own, and leaves none behind when this process ends. */
export interface CommandRunner {
  run: (run: CommandRun) => Promise<CommandEnd>;
}

/** How long a command may take to end after SIGTERM. */
const killAfterMs = 2000;

/** How long what a command printed may take to arrive after its end; something that it left behind may print for ever. */
const restMs = 500;

const grouped = process.platform !== "win32";
const unusable = new Set(["ENOENT", "EACCES", "ENOEXEC", "ENOTDIR", "EISDIR"]);

/** Takes the lines that a command prints, where they must not meet a progress line. */
export interface Lines {
  output: (line: string) => void;
  error: (line: string) => void;
}

/**
 * @param lines where what commands print goes, line by line; undefined lets them write to our own output.
 */
export function commandRunner(lines: Lines | undefined): CommandRunner {
  const alive = new Set<ChildProcess>();
  process.once("exit", () => {
    for (const child of alive) kill(child, "SIGKILL");
  });
  return {
    async run(run) {
      if (run.stop.aborted) return { kind: "stopped" };
      const [program = "", ...words] = run.command;
      const child = spawn(program, words, {
        env: run.env,
        detached: grouped,
        stdio: stdioOf(run, lines),
      });
      alive.add(child);
      try {
        if (lines !== undefined) forward(child, lines);
        // A command need not read its input.
        child.stdin?.on("error", () => undefined).end(run.input);
        return await endOf(child, run);
      } finally {
        alive.delete(child);
      }
    },
  };
}

function stdioOf({ outputFile }: CommandRun, lines: Lines | undefined): StdioOptions {
  const own = lines === undefined ? "inherit" : "pipe";
  return ["pipe", outputFile ?? own, own];
}

function forward(child: ChildProcess, lines: Lines): void {
  if (child.stdout) createInterface(child.stdout).on("line", lines.output);
  if (child.stderr) createInterface(child.stderr).on("line", lines.error);
}

function endOf(child: ChildProcess, run: CommandRun): Promise<CommandEnd> {
  return new Promise((resolve, reject) => {
    let cut: "timeout" | "stopped" | undefined;
    const timers: NodeJS.Timeout[] = [];
    const end = (why: "timeout" | "stopped"): void => {
      if (cut !== undefined) return;
      cut = why;
      kill(child, "SIGTERM");
      timers.push(setTimeout(() => kill(child, "SIGKILL"), killAfterMs));
    };
    const stop = (): void => end("stopped");
    run.stop.addEventListener("abort", stop);
    if (run.timeoutMs !== undefined) timers.push(setTimeout(() => end("timeout"), run.timeoutMs));
    const finish = (): void => {
      for (const timer of timers) clearTimeout(timer);
      run.stop.removeEventListener("abort", stop);
      // What it started goes with it.
      if (cut !== undefined) kill(child, "SIGKILL");
    };
    child.once("error", (error: NodeJS.ErrnoException) => {
      finish();
      if (unusable.has(error.code ?? "")) reject(unstartable(run.command[0] ?? "", error));
      else resolve({ kind: "unstarted", why: error.message });
    });
    child.once("exit", () => {
      finish();
      const rest = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, restMs);
      child.once("close", () => clearTimeout(rest));
    });
    child.once("close", (code, signal) => {
      if (cut !== undefined) resolve({ kind: cut });
      else if (code === null) resolve({ kind: "signal", signal: signal ?? "a signal" });
      else resolve({ kind: "exit", code });
    });
  });
}

function unstartable(program: string, cause: NodeJS.ErrnoException): CliError {
  return new CliError(
    exitCodes.usage,
    `Cannot run ${program} (${cause.code}): check its path, and that it may be executed.`,
    cause,
  );
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(grouped ? -child.pid : child.pid, signal);
  } catch {
    // It has ended already.
  }
}
