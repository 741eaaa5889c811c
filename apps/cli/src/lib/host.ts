import type { Readable } from "node:stream";
import { createInterface } from "node:readline/promises";
import { bottomLine } from "./bottom-line.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Settings } from "./settings.ts";
import { harmless } from "./table.ts";
import { wrapProse } from "./wrap-prose.ts";

/** What a command has of the machine it runs on. */
export interface Host {
  env: NodeJS.ProcessEnv;
  /** A line, or many, of what was asked for: standard output. */
  print: (text: string) => void;
  /** A line about what goes on: standard error. */
  tell: (text: string) => void;
  /** A failure: standard error, with the program's name before it. */
  complain: (text: string) => void;
  /** Keeps a line at the bottom of the terminal that standard error is, if it is one; undefined takes it away. */
  progress: (line: string | undefined) => void;
  /** Asks for one line on standard error; undefined at the end of the input. */
  ask: (question: string) => Promise<string | undefined>;
  stdin: Readable;
  /** True when somebody types the input and sees the questions. */
  interactive: boolean;
  /** True when standard error is a terminal: logs are then for people. */
  logsToTerminal: boolean;
  /** Width of the terminal that the output goes to; undefined for a file or a pipe. */
  columns: number | undefined;
  /** Which server the command talks to, and as whom, for messages; set when it is known. */
  settingsInUse: () => Settings | undefined;
  useSettings: (settings: Settings) => void;
  /** Ends the process when all is written, whatever else goes on. */
  exit: (exitCode: ExitCode) => void;
}

/** This process. */
export function processHost(): Host {
  let settings: Settings | undefined;
  const bottom = bottomLine(process.stderr);
  return {
    env: process.env,
    print: (text) => bottom.around(() => process.stdout.write(`${text}\n`)),
    tell: (text) => bottom.around(() => process.stderr.write(`${text}\n`)),
    complain(text) {
      const columns = (process.stderr.isTTY && process.stderr.columns) || undefined;
      const lines = wrapProse(`leasehold: ${harmless(text)}`, columns);
      bottom.around(() => process.stderr.write(`${lines}\n`));
    },
    progress: bottom.show,
    ask: askOnTerminal,
    stdin: process.stdin,
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    logsToTerminal: process.stderr.isTTY,
    // A terminal that does not know its width says 0.
    columns: (process.stdout.isTTY && process.stdout.columns) || undefined,
    settingsInUse: () => settings,
    useSettings(used) {
      settings = used;
    },
    exit(exitCode) {
      process.stdout.write("", () => process.exit(exitCode));
    },
  };
}

async function askOnTerminal(question: string): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<undefined>((resolve) => {
    lines.once("close", () => resolve(undefined));
  });
  // Ctrl-C ends the command here as it does everywhere else, and is no answer.
  lines.once("SIGINT", () => {
    process.stderr.write("\n");
    process.kill(process.pid, "SIGINT");
  });
  try {
    const answer = await Promise.race([lines.question(question), ended]);
    // The question's line has not been ended by whoever gave no answer.
    if (answer === undefined) process.stderr.write("\n");
    return answer;
  } finally {
    lines.close();
  }
}
