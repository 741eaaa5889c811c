import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import type { ClientSubject } from "./generator-subjects.ts";
import { median } from "./statistics.ts";

/** What one subject costs. */
export interface ClientCost {
  installedMb: number;
  packages: number;
  importMs: number;
  importMb: number;
  tscSeconds: number;
  tscMb: number;
  bundleKb: number;
}

const runs = 5;
const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

export async function costOf(subject: ClientSubject): Promise<ClientCost> {
  const imports = Array.from({ length: runs }, () => measureImport(subject));
  const compilations = Array.from({ length: 3 }, () => measureTsc(subject));
  return {
    installedMb: bytesIn(join(subject.folder, "node_modules")) / 1e6,
    packages: packagesIn(subject.folder),
    importMs: median(imports.map(({ ms }) => ms)),
    importMb: median(imports.map(({ mb }) => mb)),
    tscSeconds: median(compilations.map(({ seconds }) => seconds)),
    tscMb: median(compilations.map(({ mb }) => mb)),
    bundleKb: await measureBundle(subject),
  };
}

/** Bytes of files in a folder, links not followed. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).reduce((sum, path) => {
    const entry = lstatSync(join(folder, path));
    return sum + (entry.isFile() ? entry.size : 0);
  }, 0);
}

function packagesIn(folder: string): number {
  const lock = readFileSync(join(folder, "node_modules/.package-lock.json"), "utf8");
  const { packages } = JSON.parse(lock) as { packages: object };
  const names = Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, ""));
  // A client of ours was put there without npm.
  const own = readdirSync(join(folder, "node_modules")).filter((name) => /-v\d/.test(name));
  return names.length + own.length;
}

/** In a process of its own: the time of the import, and how much more memory the process has after it. */
function measureImport({ folder, imports }: ClientSubject): { ms: number; mb: number } {
  const program = `const before = process.memoryUsage().rss; const start = performance.now();
${imports.map((name) => `await import(${JSON.stringify(name)});`).join("\n")}
console.log(JSON.stringify({ ms: performance.now() - start, mb: (process.memoryUsage().rss - before) / 1e6 }));`;
  writeFileSync(join(folder, "import.mjs"), program);
  const out = execFileSync(process.execPath, ["import.mjs"], { cwd: folder, encoding: "utf8" });
  return JSON.parse(out) as { ms: number; mb: number };
}

function measureTsc({ folder, program, name }: ClientSubject): { seconds: number; mb: number } {
  writeFileSync(join(folder, "program.ts"), program);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: "nodenext",
    target: "es2024",
    types: [],
    lib: ["es2024", "dom", "dom.iterable", "esnext.disposable"],
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["program.ts"] }),
  );
  const { stdout, status } = spawnSync(
    process.execPath,
    [tsc, "-p", ".", "--extendedDiagnostics"],
    {
      cwd: folder,
      encoding: "utf8",
    },
  );
  const figure = (label: RegExp) => Number(label.exec(stdout)?.[1] ?? Number.NaN);
  if (status !== 0) throw new Error(`${name} does not compile:\n${stdout.slice(0, 2000)}`);
  return {
    seconds: figure(/Total time:\s+([\d.]+)s/),
    mb: figure(/Memory used:\s+(\d+)K/) / 1e3,
  };
}

/** Minified, tree-shaken, gzipped. */
async function measureBundle({ folder, program, platform }: ClientSubject): Promise<number> {
  const input = join(folder, "program.mjs");
  writeFileSync(input, program);
  const bundle = await rolldown({ input, platform, cwd: folder, logLevel: "silent" });
  const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false });
  await bundle.close();
  return gzipSync(output[0].code).length / 1e3;
}
