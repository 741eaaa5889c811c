import { CommanderError } from "commander";
import { describeFailure } from "./failure.ts";
import { processHost } from "./host.ts";
import { buildProgram } from "./program.ts";

/** Runs the command line of this process and sets its exit code. */
export async function run(): Promise<void> {
  const host = processHost();
  const program = buildProgram(host);
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed the help or the complaint already.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    const failure = describeFailure(error, host.settingsInUse());
    host.complain(failure.message);
    process.exitCode = failure.exitCode;
  }
}
