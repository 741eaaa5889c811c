import type { Command } from "commander";

/** Adds examples to the end of a command's help: each a command line and, after `#`, what it does. */
export function addExamples(command: Command, lines: string[]): Command {
  return command.addHelpText(
    "after",
    ["", "Examples:", ...lines.map((line) => `  ${line}`)].join("\n"),
  );
}
