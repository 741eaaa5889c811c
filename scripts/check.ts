// What must hold of the whole tree: `npm run check`, and `npm test` after its installation.
// With arguments only the tests run, and the arguments go to vitest: `npm test -- packages/queue`.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

type Step = [name: string, command: string[]];

// Side by side: each list takes about one core for the same time.
const readers: Step[] = [
  ["format", ["oxfmt", "--check", "."]],
  ["lint", ["oxlint", "--type-aware", "--deny-warnings"]],
  ["generated code is up to date", ["node", "scripts/regenerate.ts", "--check"]],
  ["types", ["tsc", "-p", "tsconfig.json"]],
  ["types of the console", ["tsc", "-p", "apps/console"]],
  ["examples in documents", ["node", "scripts/check-docs.ts"]],
  ["nothing unused", ["knip"]],
];
const builders: Step[] = [
  ["build", ["turbo", "run", "build", "--output-logs=errors-only"]],
  ["packages", ["node", "scripts/check-packages.ts"]],
];
const tests: Step = ["tests", ["vitest", "run"]];

const testsOnly = process.argv.slice(2);
if (testsOnly.length === 0) {
  const passed = await Promise.all([readers, builders].map(passes));
  if (passed.includes(false)) process.exit(1);
  console.log(`\n== ${titleOf(tests)}`);
}
const [program = "", ...programArguments] = [...tests[1], ...testsOnly];
const { status } = spawnSync(program, programArguments, {
  stdio: ["ignore", "inherit", "inherit"],
});
process.exit(status ?? 1);

/** Runs steps one after the other until one fails, and tells each with what it printed. */
async function passes(steps: Step[]): Promise<boolean> {
  for (const step of steps) {
    const startedAt = performance.now();
    const { ok, output } = await run(step);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`\n== ${titleOf(step)}: ${ok ? "ok" : "failed"} (${seconds} s)\n${output.trim()}`);
    if (!ok) {
      console.error(`\nFailed: ${step[0]}. Run it alone with: pnpm exec ${step[1].join(" ")}`);
      return false;
    }
  }
  return true;
}

function titleOf([name, command]: Step): string {
  return `${name}: ${command.join(" ")}`;
}

async function run([, [program = "", ...programArguments]]: Step): Promise<{
  ok: boolean;
  output: string;
}> {
  const child = spawn(program, programArguments, { stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { ok: code === 0, output: Buffer.concat(chunks).toString() };
}
