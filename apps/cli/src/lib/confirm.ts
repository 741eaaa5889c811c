import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Host } from "./host.ts";

/** Asks before something that cannot be undone; without a terminal `--yes` must have answered already. */
export async function confirm(
  host: Host,
  question: { text: string; yes: boolean | undefined },
): Promise<void> {
  if (question.yes === true) return;
  if (!host.interactive) {
    throw new CliError(
      exitCodes.usage,
      `${question.text} There is no terminal to ask on: give --yes.`,
    );
  }
  const answer = await host.ask(`${question.text} [y/N] `);
  if (!/^y(es)?$/i.test(answer?.trim() ?? "")) {
    throw new CliError(exitCodes.failed, "Nothing was done: answer y, or give --yes.");
  }
}
