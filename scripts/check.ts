// What must hold of the whole tree: `npm run check`, and `npm test` after its installation.
// With arguments only the tests run, and the arguments go to vitest: `npm test -- packages/queue`.
import { spawnSync } from "node:child_process";

const testsOnly = process.argv.slice(2);

const steps: [name: string, command: string[]][] = [
  ["format", ["oxfmt", "--check", "."]],
  ["lint", ["oxlint", "--type-aware", "--deny-warnings"]],
  ["types", ["tsc", "-p", "tsconfig.json"]],
  ["generated code is up to date", ["node", "scripts/regenerate.ts", "--check"]],
  ["examples in documents", ["node", "scripts/check-docs.ts"]],
  ["nothing unused", ["knip"]],
  ["build", ["turbo", "run", "build", "--output-logs=errors-only"]],
  ["packages", ["node", "scripts/check-packages.ts"]],
  ["tests", ["vitest", "run"]],
];

if (testsOnly.length > 0) process.exit(run(["vitest", "run", ...testsOnly]));

for (const [name, command] of steps) {
  const startedAt = performance.now();
  console.log(`\n== ${name}: ${command.join(" ")}`);
  if (run(command) !== 0) {
    console.error(`\nFailed: ${name}. Run it alone with: pnpm exec ${command.join(" ")}`);
    process.exit(1);
  }
  console.log(`== ${name}: ok (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
}

function run([program, ...programArguments]: string[]): number {
  if (program === undefined) throw new TypeError("A step needs a program.");
  return (
    spawnSync(program, programArguments, { stdio: ["ignore", "inherit", "inherit"] }).status ?? 1
  );
}
