// Checks every published package as npm would hand it out: packed, read by publint, laid out beside each other in a
// folder of their own with the third-party packages that they depend on, and every export imported from there.
import { execFileSync } from "node:child_process";
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

interface Manifest {
  name: string;
  private?: boolean;
  bin?: Record<string, string>;
  exports?: Record<string, string | { default: string }>;
  dependencies?: Record<string, string>;
}

const folder = mkdtempSync(join(tmpdir(), "leasehold-packages-"));
let failures = 0;
try {
  const packages = globSync("{discovery,packages/*,packages/clients/*,apps/*}/package.json")
    .toSorted()
    .map((file) => ({ path: dirname(file), manifest: readManifest(file) }))
    .filter(({ manifest }) => manifest.private !== true);
  for (const { path, manifest } of packages) unpack(path, manifest.name);
  for (const { path, manifest } of packages) linkThirdParties(path, manifest);
  for (const { manifest } of packages) await check(join(folder, "node_modules", manifest.name));
} finally {
  rmSync(folder, { recursive: true });
}
if (failures > 0) process.exit(1);
console.log("Every published package has what its manifest names, and it loads.");

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}

function unpack(path: string, name: string): void {
  const tarball = join(folder, `${name.replace("/", "-")}.tgz`);
  execFileSync("pnpm", ["pack", "--silent", "--out", tarball], { cwd: path });
  const target = join(folder, "node_modules", name);
  mkdirSync(target, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
}

function linkThirdParties(path: string, manifest: Manifest): void {
  for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
    if (range.startsWith("workspace:")) continue;
    const link = join(folder, "node_modules", manifest.name, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(realpathSync(join(path, "node_modules", name)), link);
  }
}

async function check(path: string): Promise<void> {
  const manifest = readManifest(join(path, "package.json"));
  const { messages, pkg } = await publint({ pkgDir: path, pack: false, strict: true });
  for (const message of messages) {
    fail(manifest.name, formatMessage(message, pkg, { color: false }) ?? message.code);
  }
  for (const target of Object.values(manifest.exports ?? {})) {
    const file = typeof target === "string" ? target : target.default;
    const options = file.endsWith(".json") ? { with: { type: "json" } } : {};
    await import(pathToFileURL(join(path, file)).href, options).catch((error: unknown) =>
      fail(manifest.name, `${file} does not load: ${String(error)}`),
    );
  }
  for (const file of Object.values(manifest.bin ?? {})) {
    try {
      execFileSync("node", [join(path, file), "--help"], { stdio: "pipe" });
    } catch (error) {
      fail(manifest.name, `${file} --help failed: ${String(error)}`);
    }
  }
}

function fail(name: string, message: string): void {
  failures += 1;
  console.error(`${name}: ${message}`);
}
