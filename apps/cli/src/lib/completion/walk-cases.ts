import type { CommandNode } from "./command-tree.ts";

/** The command whose words follow from a document: a script asks `leasehold __complete` for them. */
export const askedFor = "api";

/** What a script needs to find out which command a line has come to. */
export interface WalkCases {
  /** The paths of all commands: a word that makes another one of these is a command's name. */
  steps: string[];
  /** Flags whose next word is a value and no command. */
  valueFlags: string[];
  /** Those among them that say whom the server is asked as. */
  connectionFlags: string[];
  /** The paths of commands whose first argument is a queue's name. */
  queuePaths: string[];
  /** Flags with a choice of values, by command. */
  choices: { path: string; long: string; values: readonly string[] }[];
}

export function walkCases(nodes: readonly CommandNode[]): WalkCases {
  const flags = nodes.flatMap((node) => node.flags);
  const valueFlags = flags.filter(({ takesValue }) => takesValue).map(({ long }) => long);
  return {
    steps: nodes.map(({ path }) => path).filter((path) => path !== ""),
    valueFlags: [...new Set(valueFlags)],
    connectionFlags: ["--base-url", "--project", "--profile"],
    queuePaths: nodes.filter(({ takesQueue }) => takesQueue).map(({ path }) => path),
    choices: nodes.flatMap(({ path, flags }) =>
      flags
        .filter(({ choices }) => choices.length > 0)
        .map(({ long, choices }) => ({ path, long, values: choices })),
    ),
  };
}
