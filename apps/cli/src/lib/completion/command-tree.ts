import type { Command, Option } from "commander";

/** A flag as a shell completes it. */
export interface Flag {
  /** Such as `--project`. */
  long: string;
  short: string | undefined;
  about: string;
  /** Whether the next word is its value. */
  takesValue: boolean;
  choices: readonly string[];
}

/** A command as a shell completes it. */
export interface CommandNode {
  /** The words that lead to it, without the program's name: `tasks lease`; empty for the program. */
  path: string;
  about: string;
  children: CommandNode[];
  flags: Flag[];
  /** What its first argument may be, when that is a choice. */
  choices: readonly string[];
  /** Whether its first argument may be a file, or anything else. */
  takesFile: boolean;
  /** Whether its first argument is a queue's name, which the server knows. */
  takesQueue: boolean;
}

/** What a program made with commander takes; the flags of API commands are the documents' parameters. */
export function commandTree(program: Command): CommandNode {
  return nodeOf(program, []);
}

/** A command and all below it. */
export function withChildren(node: CommandNode): CommandNode[] {
  return [node, ...node.children.flatMap(withChildren)];
}

/** The last word of a command's path. */
export function nameOf(node: CommandNode): string {
  return node.path.split(" ").at(-1) ?? "";
}

function nodeOf(command: Command, words: string[]): CommandNode {
  const help = command.createHelp();
  const flags = [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
  const [first] = command.registeredArguments;
  return {
    path: words.join(" "),
    about: command.description(),
    // Not those that are hidden.
    children: help.visibleCommands(command).map((child) => nodeOf(child, [...words, child.name()])),
    flags: flags.flatMap(flagOf),
    choices: first?.argChoices ?? [],
    takesFile: first !== undefined && first.argChoices === undefined && first.name() !== "queue",
    takesQueue: first?.name() === "queue",
  };
}

function flagOf(option: Option): Flag[] {
  if (option.long === undefined || option.long === null) return [];
  return [
    {
      long: option.long,
      short: option.short ?? undefined,
      about: option.description,
      takesValue: option.required,
      choices: option.argChoices ?? [],
    },
  ];
}
