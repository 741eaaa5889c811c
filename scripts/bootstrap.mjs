// What `npm start` and `npm test` run. It needs nothing but the host's own Node (18 or later) and npm: pnpm comes
// through npx once, and with the workspace's packages come Node 24 and pnpm, which everything after this runs on.
// `npm start` installs what building and serving need, the `dependencies`; `npm test` the `devDependencies` as well.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const programs = join(root, "node_modules", ".bin");
const environment = {
  ...process.env,
  PATH: `${programs}${delimiter}${process.env.PATH ?? ""}`,
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
};

const tasks = {
  start: ["node", [join(root, "apps", "cli", "src", "main.ts"), "serve"], buildConsole],
  test: ["node", [join(root, "scripts", "check.ts")]],
};

const [name, ...flags] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) {
  console.error(`Usage: node scripts/bootstrap.mjs ${Object.keys(tasks).join("|")} [flags]`);
  process.exit(2);
}
// Where tools are installed they stay: `npm start` takes nothing away from who works on Leasehold.
const withTools = name === "test" || existsSync(join(programs, "vitest"));
installWhenNeeded();
const [program, programArguments, prepare = () => {}] = task;
prepare();
run(program, [...programArguments, ...flags]);

// A stamp beside the installed packages says which lock file they came from, and whether the tools of the tests did too,
// so that a second run needs no network.
function installWhenNeeded() {
  const stampFile = join(root, "node_modules", ".leasehold-installed");
  const hash = createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .update(readFileSync(join(root, "pnpm-workspace.yaml")))
    .digest("hex");
  const stamp = `${hash} ${withTools ? "with tools" : "to serve"}`;
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const windows = process.platform === "win32";
  const part = withTools ? [] : ["--prod"];
  const { status } = spawnSync(
    windows ? "npx.cmd" : "npx",
    ["--yes", packageManager, "install", "--frozen-lockfile", ...part],
    { cwd: root, stdio: ["ignore", 2, 2], env: process.env, shell: windows },
  );
  if (status !== 0) {
    console.error(
      "The packages could not be installed: see what pnpm says above, then run the command again.",
    );
    process.exit(1);
  }
  writeFileSync(stampFile, stamp);
}

// Everything runs from its sources but the pages of the console, which browsers take only as they are built. A second
// start finds them built.
function buildConsole() {
  const build = ["run", "build", "--filter=@leasehold/console", "--output-logs=errors-only"];
  const { status } = spawnSync("turbo", build, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    env: environment,
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("The console could not be built: see above. The service starts without it.");
  }
}

function run(program, programArguments) {
  const child = spawn(program, programArguments, { stdio: "inherit", env: environment });
  // A terminal sends its signals to the whole group; one sent to this process alone must reach the service too.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on("error", (error) => {
    console.error(`${program} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    process.exit(signal === null ? code : 128 + constants.signals[signal]);
  });
}
