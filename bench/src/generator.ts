// pnpm bench:generator [FOLDER] [--peers]: how long a folder of discovery documents takes, and what clients cost beside their peers.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import type { ConversionWork } from "./generator-convert.ts";
import { costOf } from "./generator-measures.ts";
import type { ClientCost } from "./generator-measures.ts";
import { ownSubjects, peerSubjects } from "./generator-subjects.ts";
import { describeHost } from "./host.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { peers: { type: "boolean", default: false } },
});
const own = fileURLToPath(new URL("../../discovery", import.meta.url));
const folders = [
  own,
  ...positionals.map((folder) => resolve(process.env["INIT_CWD"] ?? ".", folder)),
];
const documents = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".json") && !/^(index|package)\.json$/.test(file))
    .map((file) => join(folder, file)),
);

for (const line of describeHost(tmpdir())) console.log(line);
console.log(`\n${documents.length} documents`);
const cores = availableParallelism();
for (const [name, step, workers] of [
  ["conversion, one core", "convert", 1],
  ["conversion and back, one core", "back", 1],
  ["types and clients, one core", "client", 1],
  [`types and clients, ${cores} cores`, "client", cores],
] as const) {
  console.log(`${name.padEnd(32)}${(await convert(step, workers)).toFixed(2).padStart(8)} s`);
}
if (values.peers) await compare();

/** The wall time of the slowest worker; documents are dealt out in turn, the largest first. */
async function convert(step: ConversionWork["step"], workers: number): Promise<number> {
  const times = Array.from({ length: workers }, (_, worker) => {
    const files = documents.filter((_file, index) => index % workers === worker);
    return new Promise<number>((resolve, reject) => {
      const url = new URL("generator-convert.ts", import.meta.url);
      const thread = new Worker(url, { workerData: { files, step } satisfies ConversionWork });
      thread.once("message", resolve).once("error", reject);
    });
  });
  return Math.max(...(await Promise.all(times))) / 1000;
}

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "leasehold-clients-"));
  try {
    const subjects = [...(await ownSubjects(folder, documents)), ...peerSubjects(folder)];
    const columns: [string, (cost: ClientCost) => string][] = [
      ["MB on disk", ({ installedMb }) => installedMb.toFixed(2)],
      ["packages", ({ packages }) => String(packages)],
      ["import ms", ({ importMs }) => importMs.toFixed(1)],
      ["import MB", ({ importMb }) => importMb.toFixed(1)],
      ["tsc s", ({ tscSeconds }) => tscSeconds.toFixed(2)],
      ["tsc MB", ({ tscMb }) => tscMb.toFixed(0)],
      ["bundle kB gz", ({ bundleKb }) => bundleKb.toFixed(1)],
    ];
    console.log(
      `\n${"client, with its auth".padEnd(42)}${columns.map(([title]) => title.padStart(14)).join("")}`,
    );
    for (const subject of subjects) {
      const cost = await costOf(subject);
      console.log(
        `${subject.name.padEnd(42)}${columns.map(([, cell]) => cell(cost).padStart(14)).join("")}`,
      );
    }
    console.log(
      "\nImport: median of 5 processes; ours with @leasehold/auth, which loads google-auth-library at first use. Bundles: peers for Node, ours for a browser.",
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
