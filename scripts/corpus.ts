// pnpm corpus FOLDER: puts every discovery document of a folder through the generator. Converts, validates, converts back,
// compares, makes the client packages and compiles them; prints what was counted, names each failure and each file that is
// something else, and exits with 1 when there is a failure.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { emptyReport } from "./corpus-checks.ts";
import type { DocumentReport } from "./corpus-checks.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: "boolean", default: false } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error("Usage: pnpm corpus FOLDER [--keep]   (--keep leaves the generated packages)");
  process.exit(2);
}

/** Source of the packages that one run of the compiler takes: 64 MB of it need 2 GB of memory. */
const compiledBytesMax = 64e6;

const root = fileURLToPath(new URL("..", import.meta.url));
const source = resolve(process.env["INIT_CWD"] ?? ".", folder);
if (!existsSync(source)) {
  console.error(`There is no folder ${source}.`);
  process.exit(2);
}
const files = jsonFiles();

const target = mkdtempSync(join(tmpdir(), "leasehold-corpus-"));
const startedAt = performance.now();
const failures: { file: string; check: string; reason: string }[] = [];
const others: { file: string; kind: string }[] = [];
try {
  const reports = await checkAll();
  const checkedAt = performance.now();
  compileAll(reports);
  print(reports, { checkedMs: checkedAt - startedAt, compiledMs: performance.now() - checkedAt });
} finally {
  if (values.keep) console.log(`The packages are in ${target}`);
  else rmSync(target, { recursive: true });
}
process.exitCode = failures.length > 0 ? 1 : 0;

/** Every JSON file of the folder and of those in it, but what git and npm keep for themselves. */
function jsonFiles(): string[] {
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json") && !/(^|[\\/])(\.|node_modules[\\/])/.test(file))
    .filter((file) => statSync(join(source, file)).isFile())
    .sort();
}

/** As many workers as there are cores; each takes the next document when it is done with one. */
async function checkAll(): Promise<DocumentReport[]> {
  const waiting = [...files];
  const reports: DocumentReport[] = [];
  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), files.length) }, async () => {
      let worker = startWorker();
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        const report = await ask(worker, file).catch((error: Error) => {
          // A worker that is out of memory is gone; its document is what is wrong, not those after it.
          worker = startWorker();
          const failure = { check: "convert", reason: error.message };
          return { ...emptyReport(file), failures: [failure] };
        });
        if (report.otherKind === undefined) reports.push({ ...report, files: {} });
        else others.push({ file, kind: report.otherKind });
        failures.push(...report.failures.map((failure) => ({ file, ...failure })));
        writePackage(report);
        const count = reports.length + others.length;
        if (process.stderr.isTTY) process.stderr.write(`\r${count}/${files.length}`);
      }
      await worker.terminate();
    }),
  );
  if (process.stderr.isTTY) process.stderr.write("\r");
  return reports.toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

function startWorker(): Worker {
  return new Worker(new URL("corpus-worker.ts", import.meta.url), {
    workerData: { folder: source },
  });
}

/** Written at once: hundreds of packages would fill the memory. */
function writePackage({ file, files: texts }: DocumentReport): void {
  for (const [path, text] of Object.entries(texts)) {
    if (!path.startsWith("src/")) continue;
    const place = join(target, folderOf(file), basename(path));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}

function ask(worker: Worker, file: string): Promise<DocumentReport> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (report: DocumentReport) => {
      worker.off("error", reject);
      resolve(report);
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
    worker.postMessage(file);
  });
}

/** Revisions of one API may lie side by side: a package goes by the file of its document. */
function folderOf(file: string): string {
  return file.replaceAll(
    /[^A-Za-z0-9.-]/g,
    (character) => `_${character.charCodeAt(0).toString(16)}`,
  );
}

/** Many packages in one program, by the TypeScript of this workspace, declarations of others checked too. */
function compileAll(reports: DocumentReport[]): void {
  writeFileSync(join(target, "package.json"), '{"type":"module"}');
  let group: string[] = [];
  let bytes = 0;
  for (const { file } of reports) {
    const folder = join(target, folderOf(file));
    if (!existsSync(folder)) continue;
    const size = readdirSync(folder).reduce(
      (sum, one) => sum + statSync(join(folder, one)).size,
      0,
    );
    if (bytes > 0 && bytes + size > compiledBytesMax) {
      compile(group);
      [group, bytes] = [[], 0];
    }
    group.push(file);
    bytes += size;
  }
  if (group.length > 0) compile(group);
}

function compile(group: string[]): void {
  const runtime = join(root, "packages/client-runtime/src");
  const config = {
    extends: join(root, "tsconfig.base.json"),
    compilerOptions: {
      noEmit: true,
      skipLibCheck: false,
      isolatedDeclarations: true,
      rootDir: "/",
      types: [],
      lib: ["es2024", "esnext.disposable", "dom", "dom.iterable", "dom.asynciterable"],
      paths: {
        "@leasehold/client-runtime": [join(runtime, "client-runtime.ts")],
        "@leasehold/client-runtime/*": [join(runtime, "*.ts")],
      },
    },
    include: group.map((file) => `${folderOf(file)}/*`),
  };
  writeFileSync(join(target, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, "-p", target], {
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (status === 0) return;
  const lines = stdout.split("\n").filter((line) => /^\S.*error TS/.test(line));
  let isNamed = false;
  for (const file of group) {
    const own = lines.filter((line) => line.includes(`/${folderOf(file)}/`));
    if (own.length === 0) continue;
    isNamed = true;
    failures.push({ file, check: "compile", reason: own.slice(0, 3).join("\n    ") });
  }
  if (!isNamed) {
    const reason = `${stdout}${stderr}`.slice(0, 2000);
    failures.push(...group.map((file) => ({ file, check: "compile", reason })));
  }
}

function print(reports: DocumentReport[], ms: { checkedMs: number; compiledMs: number }): void {
  const sum = (of: (report: DocumentReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  // What was not converted passed nothing.
  const failing = (check: string) =>
    new Set(
      failures
        .filter((failure) => failure.check === check || failure.check === "convert")
        .map(({ file }) => file),
    ).size;
  const checks = ["convert", "same bytes", "round trip", "operations", "readme", "seriousme"];
  const rows: [string, string][] = [
    ["documents", String(reports.length)],
    ["methods", String(sum(({ counts }) => counts.methods))],
    ["operations", String(sum(({ counts }) => counts.operations))],
    ["upload paths", String(sum(({ counts }) => counts.uploads))],
    ["schemas", String(sum(({ counts }) => counts.schemas))],
    ...[...checks, "json schema", "types", "compile"].map((check): [string, string] => [
      `passed: ${check}`,
      `${reports.length - failing(check)} of ${reports.length}`,
    ]),
    ["conversion, one core", seconds(sum((report) => report.ms.convert))],
    ["validation, one core", seconds(sum((report) => report.ms.validate))],
    ["types and client, one core", seconds(sum((report) => report.ms.types))],
    [`all of it, ${availableParallelism()} cores`, seconds(ms.checkedMs)],
    ["compilation of all packages", seconds(ms.compiledMs)],
  ];
  for (const [name, value] of rows) console.log(`${name.padEnd(30)}${value.padStart(12)}`);
  for (const { file, kind } of others.toSorted((a, b) => (a.file < b.file ? -1 : 1)))
    console.log(`Left out: ${file}: ${kind}`);
  if (reports.length === 0) {
    failures.push({ file: source, check: "documents", reason: "there is no discovery document" });
  }
  for (const { file, check, reason } of failures) {
    console.error(`\nFailed: ${file}: ${check}\n    ${reason}`);
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
