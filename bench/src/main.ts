import { rmSync } from "node:fs";
import { join } from "node:path";
import { startBeanstalkd } from "./beanstalkd.ts";
import { startServerProcess } from "./child-process.ts";
import { writeDeployment } from "./deployment.ts";
import { makeDiskFolder } from "./disk-folder.ts";
import { echoSubject } from "./echo.ts";
import { describeHost } from "./host.ts";
import { leaseholdSubjects } from "./leasehold.ts";
import { measure } from "./measure.ts";
import { type BenchOptions, parseOptions } from "./options.ts";
import { renderTable, type Row, signatureCost } from "./report.ts";
import type { Subject } from "./subject.ts";

const warmUpSeconds = 1;

await run(parseOptions(process.argv.slice(2)));

async function run(options: BenchOptions): Promise<void> {
  await using cleanup = new AsyncDisposableStack();
  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => interruption.abort(new Error(`${name}: stopped, nothing measured.`)));
  }
  const folder = cleanup.adopt(makeDiskFolder("bench-"), (path) =>
    rmSync(path, { recursive: true }),
  );
  for (const text of describeHost(folder)) console.log(text);
  const subjects = await startSubjects({ folder, cleanup, wanted: options.only });
  for (const { name, description } of subjects) console.log(`${name}: ${description}`);
  const rows = await runRounds(subjects, { ...options, signal: interruption.signal });
  console.log(`\nmedian of ${options.rounds} rounds of ${options.seconds} s`);
  for (const text of renderTable(rows)) console.log(text);
  for (const text of signatureCost(rows)) console.log(text);
}

async function startSubjects(options: {
  folder: string;
  cleanup: AsyncDisposableStack;
  wanted: string[] | undefined;
}): Promise<Subject[]> {
  const { folder, cleanup, wanted } = options;
  const isWanted = (...names: string[]) => names.some((name) => wanted?.includes(name) ?? true);
  const subjects: Subject[] = [];
  if (isWanted("leasehold", "jwt", "oauth1", "batch")) {
    const deployment = writeDeployment(join(folder, "leasehold"));
    const args = [deployment.folder];
    const server = cleanup.use(await startServerProcess({ script: "leasehold-server.ts", args }));
    subjects.push(...(await leaseholdSubjects(server, deployment)));
  }
  if (isWanted("echo")) {
    const server = cleanup.use(await startServerProcess({ script: "echo-server.ts", args: [] }));
    subjects.push(echoSubject(server));
  }
  if (isWanted("beanstalkd")) {
    const peer = cleanup.use(await startBeanstalkd(folder));
    if (peer === undefined)
      console.log("beanstalkd: skipped, /usr/bin/beanstalkd is not installed");
    else subjects.push(peer.subject);
  }
  return subjects.filter(({ name }) => isWanted(name));
}

/** Every row once a round, so that a slow minute of the machine meets all of them. */
async function runRounds(
  subjects: Subject[],
  options: BenchOptions & { signal: AbortSignal },
): Promise<Row[]> {
  const { seconds, signal } = options;
  const rows = subjects.flatMap((subject) =>
    connectionCounts(subject, options).map((connections) => ({
      subject,
      row: { subject: subject.name, connections, rounds: [] } as Row,
    })),
  );
  for (const subject of subjects) {
    const connections = Math.max(...connectionCounts(subject, options));
    await measure({ subject, connections, seconds: warmUpSeconds, signal });
  }
  for (let round = 1; round <= options.rounds; round += 1) {
    console.log(`round ${round} of ${options.rounds}`);
    for (const { subject, row } of rows) {
      const { connections } = row;
      row.rounds.push(await measure({ subject, connections, seconds, signal }));
    }
  }
  return rows.map(({ row }) => row);
}

function connectionCounts(subject: Subject, options: BenchOptions): number[] {
  return subject.connectionsOnly === undefined ? options.connections : [subject.connectionsOnly];
}
