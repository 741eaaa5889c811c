import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, test } from "vitest";
import { writeDeployment } from "./e2e/deployment.ts";
import { startServerProcess } from "./e2e/server-process.ts";
import { signWorkerJwt, taskqueueScope } from "./e2e/service-account.ts";
import { type Answer, type TaskCaller, taskCaller, type TaskResource } from "./e2e/task-caller.ts";

const yaml = `
projects:
  - id: acme
    number: "123456789012"
    services: [taskqueue]
    serviceAccounts:
      - { email: worker@acme.example.com, keys: [{ id: k1, publicKeyFile: worker.pub.pem }] }
    queues:
      - name: storm
        mode: pull
        acl: [{ user_email: worker@acme.example.com }, { writer_email: worker@acme.example.com }]
`;

const kills = 10;
const leaseSeconds = 86_400;

/** What the server has acknowledged. An answer that never came leaves its task unsure. */
interface Ledger {
  tasks: Map<string, "present" | "deleted" | "unsure">;
  /** The lease's end, by task. */
  leases: Map<string, string>;
  /** Tasks that an acknowledged lease handed out although an acknowledged lease of them still ran. */
  leasedTwice: string[];
  /** Statuses that no operation of the storm may get. */
  refused: number[];
}

test(
  "kill -9 amid 2,000 parallel inserts, leases and deletes, ten times over, loses nothing that was acknowledged and leases nothing twice",
  { timeout: 600_000 },
  async () => {
    using folder = temporaryFolder();
    const deployment = writeDeployment({ folder: folder.path, yaml });
    const claims = { sub: "worker@acme.example.com", scope: taskqueueScope };
    const token = signWorkerJwt({ key: deployment.workerKey, claims });
    const ledger: Ledger = { tasks: new Map(), leases: new Map(), leasedTwice: [], refused: [] };

    for (let round = 0; round < kills; round += 1) {
      await using server = await startServerProcess(folder.path);
      using caller = taskCaller({ url: server.url, queue: "acme/taskqueues/storm", token });
      await expectLedger(caller, ledger);
      if (round === 0) await preload(caller, ledger);
      // Killed at another depth of the storm each time: after 150, 330, 510 … acknowledged operations.
      await storm({ caller, ledger, round, killAfter: 150 + 180 * round, kill: server.kill });
      expect(ledger.refused).toEqual([]);
      expect(ledger.leasedTwice).toEqual([]);
    }

    await using server = await startServerProcess(folder.path);
    using caller = taskCaller({ url: server.url, queue: "acme/taskqueues/storm", token });
    await expectLedger(caller, ledger);
    const acknowledged = Array.from(ledger.tasks.values());
    expect(acknowledged.filter((state) => state === "present").length).toBeGreaterThan(1000);
    expect(acknowledged.filter((state) => state === "deleted").length).toBeGreaterThan(1000);
    expect(ledger.leases.size).toBeGreaterThan(1000);
    await drain(caller, ledger);
    expect(ledger.leasedTwice).toEqual([]);
    await expectTombstones(caller, ledger);
  },
);

async function preload(caller: TaskCaller, ledger: Ledger): Promise<void> {
  const ids = Array.from({ length: 500 }, (_, index) => `preload-${index}`);
  await Promise.all(ids.map(async (id) => noteInsert(ledger, id, await caller.insert(id))));
}

async function storm(options: {
  caller: TaskCaller;
  ledger: Ledger;
  round: number;
  killAfter: number;
  kill: () => Promise<void>;
}): Promise<void> {
  const { caller, ledger, round } = options;
  let acknowledged = 0;
  let dying: Promise<void> | undefined;
  const counted = (answer: Answer): Answer => {
    if (answer !== undefined) acknowledged += 1;
    if (acknowledged >= options.killAfter) dying ??= options.kill();
    return answer;
  };
  const deletable = Array.from(ledger.tasks)
    .filter(([, state]) => state === "present")
    .slice(0, 500);
  const operations = [
    ...Array.from({ length: 1000 }, (_, index) => async () => {
      // Every other task gets its name from the server.
      const id = index % 2 === 0 ? `round-${round}-${index}` : undefined;
      noteInsert(ledger, id, counted(await caller.insert(id)));
    }),
    ...Array.from({ length: 500 }, () => async () => {
      noteLease(ledger, counted(await caller.lease({ numTasks: 1, leaseSecs: leaseSeconds })));
    }),
    ...deletable.map(([id]) => async () => {
      ledger.tasks.set(id, "unsure");
      noteDelete(ledger, id, counted(await caller.delete(id)));
    }),
  ];
  await Promise.all(interleaved(operations).map((operation) => operation()));
  await (dying ?? options.kill());
}

/** Neighbours in the list are sent together: mix the kinds, the same way every time. */
function interleaved<T>(items: T[]): T[] {
  return items
    .map((item, index) => ({ item, place: (index * 7919) % items.length }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

function noteInsert(ledger: Ledger, id: string | undefined, answer: Answer): void {
  if (answer === undefined) {
    if (id !== undefined) ledger.tasks.set(id, "unsure");
  } else if (answer.status === 200) ledger.tasks.set((answer.body as TaskResource).id, "present");
  else ledger.refused.push(answer.status);
}

function noteLease(ledger: Ledger, answer: Answer): void {
  if (answer === undefined) return;
  if (answer.status !== 200) ledger.refused.push(answer.status);
  for (const task of (answer.body as { items?: TaskResource[] }).items ?? []) {
    if (ledger.leases.has(task.id)) ledger.leasedTwice.push(task.id);
    ledger.leases.set(task.id, task.leaseTimestamp);
  }
}

function noteDelete(ledger: Ledger, id: string, answer: Answer): void {
  if (answer === undefined) return;
  if (answer.status === 200) ledger.tasks.set(id, "deleted");
  else ledger.refused.push(answer.status);
}

async function expectLedger(caller: TaskCaller, ledger: Ledger): Promise<void> {
  const { tasks, totalTasks } = await caller.everyTask();
  const found = new Map(tasks.map((task) => [task.id, task]));
  const inState = (wanted: string): string[] =>
    Array.from(ledger.tasks)
      .filter(([, state]) => state === wanted)
      .map(([id]) => id);
  expect(inState("present").filter((id) => !found.has(id))).toEqual([]);
  expect(inState("deleted").filter((id) => found.has(id))).toEqual([]);
  const leasesLost = Array.from(ledger.leases).filter(([id, leaseTimestamp]) => {
    const task = found.get(id);
    return task !== undefined && task.leaseTimestamp !== leaseTimestamp;
  });
  expect(leasesLost).toEqual([]);
  expect(totalTasks).toBe(tasks.length);
}

/** Leases whatever is free until nothing is. */
async function drain(caller: TaskCaller, ledger: Ledger): Promise<void> {
  for (;;) {
    const answer = await caller.lease({ numTasks: 1000, leaseSecs: leaseSeconds });
    noteLease(ledger, answer);
    if (answer === undefined || (answer.body as { items?: unknown }).items === undefined) return;
  }
}

/** A name that its caller gave and that was deleted stays refused. */
async function expectTombstones(caller: TaskCaller, ledger: Ledger): Promise<void> {
  const ids = Array.from(ledger.tasks)
    .filter(([id, state]) => state === "deleted" && /^(preload|round)-/.test(id))
    .map(([id]) => id);
  const answers = await Promise.all(ids.map((id) => caller.insert(id)));
  expect(ids.filter((_, index) => answers[index]?.status !== 409)).toEqual([]);
}
