// How long the administration API takes where there is much: 1,000 queues, of which one holds 100,000 tasks.
// node bench/src/administration.ts [--queues 1000] [--tasks 100000] [--calls 50]
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createPullQueues } from "@leasehold/queue";
import { createSqliteStore } from "@leasehold/queue-sqlite";
import { startLeasehold } from "@leasehold/server";
import { administratorYaml, adminToken } from "./administrator.ts";

/** What the console's pages are to be answered within. */
const goalMs = 200;
const project = "bench";
const tasksAtOnce = 5000;

const { values } = parseArgs({
  options: {
    queues: { type: "string", default: "1000" },
    tasks: { type: "string", default: "100000" },
    calls: { type: "string", default: "50" },
    folder: { type: "string", default: "." },
  },
});

const folder = mkdtempSync(join(values.folder, "bench-administration-"));
try {
  await fill(join(folder, "tasks.db"));
  await measure();
} finally {
  rmSync(folder, { recursive: true });
}

/** A third of the tasks is leased, a third is for later, and a third is available. */
async function fill(path: string): Promise<void> {
  const store = await createSqliteStore({ path });
  const queues = createPullQueues({ store });
  const settings = { project, mode: "pull", maxLeases: 0, paused: false, disabled: false } as const;
  for (let index = 0; index < Number(values.queues); index += 1) {
    await queues.putQueue({ ...settings, queue: `q${index}` });
  }
  const address = { project, queue: "q0" };
  const payloadBase64 = "aGVsbG8=";
  const laterMicros = (Date.now() + 3_600_000) * 1000;
  const tasks = Number(values.tasks);
  for (let done = 0; done < tasks; done += tasksAtOnce) {
    const inserts = Array.from({ length: tasksAtOnce }, (_, index) =>
      queues.insert({
        ...address,
        payloadBase64,
        tag: `tag-${index % 10}`,
        availableAtMicros: index % 3 === 0 ? laterMicros : 0,
      }),
    );
    await Promise.all(inserts);
  }
  const lease = {
    ...address,
    leaseSeconds: 3600,
    byTag: false,
    payloadBytesMax: 1e9,
    waitSeconds: 0,
  };
  for (let leased = 0; leased < tasks / 3; leased += 1000) {
    await queues.lease({ ...lease, count: 1000 });
  }
  await queues.close();
}

async function measure(): Promise<void> {
  const { yaml, files } = administratorYaml(project);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const server = await startLeasehold({
    host: "127.0.0.1",
    port: 0,
    dataFolder: folder,
    logLevel: "error",
    configuration: { yaml, folder },
  });
  try {
    const token = await adminToken(server.url);
    const base = `${server.url}/leasehold/v1/projects/${project}`;
    const hundred = Array.from({ length: 100 }, (_, index) => `queue=q${index}`).join("&");
    const paths = {
      "100 queues of a list": "/queues",
      "1,000 queues of a list": "/queues?maxResults=1000",
      "figures of one long queue": "/queues:statistics?queue=q0",
      "figures of 100 queues": `/queues:statistics?${hundred}`,
      "100 tasks": "/queues/q0/tasks",
      "1,000 tasks": "/queues/q0/tasks?maxResults=1000",
      "100 tasks of a tag": "/queues/q0/tasks?tag=tag-3",
      "100 available tasks": "/queues/q0/tasks?state=available",
      "100 leased tasks": "/queues/q0/tasks?state=leased",
      "100 tasks for later": "/queues/q0/tasks?state=delayed",
      "all queues as a queue.yaml": "/queues:export",
    };
    console.log(
      `${values.queues} queues, ${values.tasks} tasks in one, median and slowest of ${values.calls} calls, goal ${goalMs} ms`,
    );
    for (const [name, path] of Object.entries(paths)) {
      const times = await callTimes(base + path, token);
      const [median, slowest] = [times[Math.floor(times.length / 2)]!, times.at(-1)!];
      const cells = [`${median.toFixed(1)} ms`, `${slowest.toFixed(1)} ms`];
      const ratio = `${(median / goalMs).toFixed(2)} of the goal`;
      console.log(`${name.padEnd(28)}${cells.map((cell) => cell.padStart(12)).join("")}  ${ratio}`);
    }
  } finally {
    await server.close();
  }
}

/** The time from a request to the end of its answer: more than the server's own. */
async function callTimes(url: string, token: string): Promise<number[]> {
  const times: number[] = [];
  for (let call = 0; call < Number(values.calls); call += 1) {
    const startedAt = performance.now();
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`);
    times.push(performance.now() - startedAt);
  }
  return times.toSorted((one, other) => one - other);
}
