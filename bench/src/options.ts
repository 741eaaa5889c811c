import { parseArgs } from "node:util";

/** What a run of the benchmark measures. */
export interface BenchOptions {
  /** How long each row is driven in each round. */
  seconds: number;
  /** How many rounds; every figure is the median of them. */
  rounds: number;
  /** How many connections at once, one table line each. */
  connections: number[];
  /** The names of the rows to run; undefined for all. */
  only: string[] | undefined;
}

/**
 * Reads the command line.
 *
 * @throws TypeError when a value is not what the option takes.
 */
export function parseOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: "string", default: "3" },
      rounds: { type: "string", default: "3" },
      connections: { type: "string", default: "1,16,64" },
      only: { type: "string" },
    },
  });
  return {
    seconds: positive("seconds", values.seconds),
    rounds: Math.trunc(positive("rounds", values.rounds)),
    connections: values.connections
      .split(",")
      .map((text) => Math.trunc(positive("connections", text))),
    only: values.only?.split(","),
  };
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new TypeError(`--${option} takes a number above 0, not "${text}".`);
  return value;
}
