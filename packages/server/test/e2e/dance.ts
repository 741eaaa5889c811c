import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect } from "vitest";

/**
 * Runs a script that prints the address of a page, reads the addresses that the browser was sent back to, and prints
 * an answer for each.
 *
 * @param options.program - the interpreter.
 * @param options.script - its name in this folder.
 * @param options.quiet - drops what it says on standard error: some write down there what the answer says, too.
 * @param visit - goes to the page and tells where that ends.
 * @param times - how often it is told.
 * @returns the answers, parsed.
 */
export async function dance(
  options: {
    program: string | undefined;
    script: string;
    environment: Record<string, string>;
    quiet?: boolean;
  },
  visit: (page: string) => Promise<URL>,
  times = 1,
): Promise<Record<string, unknown>[]> {
  const { program = "", environment, quiet = false } = options;
  const path = new URL(options.script, import.meta.url).pathname;
  const script = spawn(program, [path], {
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", quiet ? "ignore" : "inherit"],
  });
  const ended = once(script, "exit");
  const lines = createInterface({ input: script.stdout })[Symbol.asyncIterator]();
  const { href } = await visit(String((await lines.next()).value));
  script.stdin.end(`${href}\n`.repeat(times));
  const answers: Record<string, unknown>[] = [];
  for (let count = 0; count < times; count += 1) {
    const line = String((await lines.next()).value);
    answers.push(JSON.parse(line) as Record<string, unknown>);
  }
  expect(await ended).toEqual([0, null]);
  return answers;
}
