// The token endpoint under load, beside npm oidc-provider: `node bench/src/authority.ts [--seconds 3] [--rounds 3]`
import { readFileSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import {
  type AuthorityForms,
  type AuthoritySubject,
  startOidcProvider,
  startOurs,
} from "./authority-subjects.ts";
import { makeDiskFolder } from "./disk-folder.ts";
import { describeHost } from "./host.ts";
import { cpuMicros } from "./process-cpu.ts";
import { median, percentile } from "./statistics.ts";

interface Measurement {
  requestsPerSecond: number;
  p99Ms: number;
  serverMicros: number;
}

const loads: { name: string; forms: keyof AuthorityForms; status: number }[] = [
  { name: "refresh", forms: "refresh", status: 200 },
  { name: "refresh with id_token", forms: "refreshWithIdToken", status: 200 },
  { name: "device poll", forms: "poll", status: 400 },
];

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "3" },
    rounds: { type: "string", default: "3" },
    connections: { type: "string", default: "64" },
  },
});
const seconds = Number(values.seconds);
const rounds = Math.trunc(Number(values.rounds));
const connections = Math.trunc(Number(values.connections));
if (!(seconds > 0 && rounds >= 1 && connections >= 1)) {
  throw new TypeError("--seconds takes a number above 0, --rounds and --connections one from 1.");
}
await run();

async function run(): Promise<void> {
  await using cleanup = new AsyncDisposableStack();
  const folder = cleanup.adopt(makeDiskFolder("authority-"), (path) =>
    rmSync(path, { recursive: true }),
  );
  for (const text of describeHost(folder)) console.log(text);
  const subjects = [await startOurs(folder, cleanup), await startOidcProvider(folder, cleanup)];
  console.log(`leasehold: tokens on disk; oidc-provider ${peerVersion()}: tokens in memory`);
  console.log(`median of ${rounds} rounds of ${seconds} s, ${connections} connections`);
  console.log(line(["", "", "per s", "/oidc-provider", "p99 ms", "server µs"]));
  for (const load of loads) {
    const results = new Map(subjects.map(({ name }) => [name, [] as Measurement[]]));
    // Round 0 warms up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const subject of subjects) {
        const result = await measure(subject, load);
        if (round > 0) results.get(subject.name)?.push(result);
      }
    }
    report(load.name, results);
  }
}

async function measure(
  { tokenUrl, forms, processId }: AuthoritySubject,
  wanted: (typeof loads)[number],
): Promise<Measurement> {
  const bodies = forms[wanted.forms];
  const times: number[] = [];
  let next = 0;
  const cpuBefore = cpuMicros(processId) ?? Number.NaN;
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  const options: autocannon.Options = {
    url: tokenUrl,
    connections,
    duration: seconds,
    requests: [
      {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        setupRequest: (request) => ({ ...request, body: bodies[next++ % bodies.length] }),
      },
    ],
  };
  // Given a function it answers with the running load, which tells each answer's time; a promise would not.
  const load = autocannon(options, (error, result) => {
    if (error) reject(error);
    else resolve(result);
  });
  load.on("response", (_client, _status, _bytes, ms) => void times.push(ms));
  const { statusCodeStats, errors, duration } = await promise;
  const statuses = Object.keys(statusCodeStats ?? {});
  if (errors > 0 || statuses.join() !== String(wanted.status)) {
    throw new Error(`${tokenUrl}: ${errors} errors, statuses ${statuses.join(", ")}.`);
  }
  return {
    requestsPerSecond: times.length / duration,
    p99Ms: percentile({ sorted: Float64Array.from(times).sort(), fraction: 0.99 }),
    serverMicros: ((cpuMicros(processId) ?? Number.NaN) - cpuBefore) / times.length,
  };
}

function report(load: string, results: ReadonlyMap<string, Measurement[]>): void {
  const peer = results.get("oidc-provider") ?? [];
  for (const [name, measurements] of results) {
    const figure = (key: keyof Measurement): number =>
      median(measurements.map((each) => each[key]));
    const ratios = measurements.map(
      ({ requestsPerSecond }, round) => requestsPerSecond / (peer[round]?.requestsPerSecond ?? 0),
    );
    console.log(
      line([
        load,
        name,
        figure("requestsPerSecond").toFixed(0),
        measurements === peer ? "" : median(ratios).toFixed(2),
        figure("p99Ms").toFixed(1),
        figure("serverMicros").toFixed(0),
      ]),
    );
  }
}

function peerVersion(): string {
  const manifest = import.meta.resolve("oidc-provider").replace(/lib\/index\.js$/, "package.json");
  const { version } = JSON.parse(readFileSync(new URL(manifest), "utf8")) as { version: string };
  return version;
}

function line([load = "", name = "", ...figures]: string[]): string {
  return load.padEnd(24) + name.padEnd(15) + figures.map((text) => text.padStart(15)).join("");
}
