import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Running, startCli } from "./cli.ts";
import { ada, type Service, startService } from "./service.ts";
import { taskClient, type TaskClient } from "./task-client.ts";

// The acceptance figure is 10000: LEASEHOLD_WORKER_TASKS=10000.
const taskCount = Number(process.env["LEASEHOLD_WORKER_TASKS"] ?? "150");

const queues = `
      - { name: jobs, mode: pull, retry_parameters: { task_retry_limit: 7 }, dead_letter_queue: jobs-dead }
      - { name: jobs-dead, mode: pull }
`;

const job = `payload=$(cat)
if test -e hold; then touch held; sleep 1000; fi
case "$payload" in poison*) exit 1;; esac
luck=$(( $(od -An -N2 -tu2 /dev/urandom) % 100 ))
if [ $luck -lt 10 ]; then exit 7; fi
if [ $luck -lt 12 ]; then sleep 1000; fi
if [ $luck -lt 15 ]; then kill -KILL $$; fi
echo "$payload" >> done.txt
if [ $luck -lt 17 ]; then exit 9; fi
`;

let service: Service;
let tasks: TaskClient;

beforeAll(async () => {
  service = await startService(queues);
  await service.signIn("ada", ada);
  tasks = await taskClient(service, "ada");
});

afterAll(async () => {
  await service[Symbol.asyncDispose]();
});

/** Seconds that a task is leased for. */
const leaseSeconds = 30;

function startWorker(grace = 5): Running {
  const limits = ["--timeout", "1", "--backoff", "0", "--lease-secs", `${leaseSeconds}`];
  const flags = ["--project", "acme", "--concurrency", "8", "--drain", ...limits];
  const stop = ["--grace", `${grace}`, "--json"];
  const args = ["worker", "jobs", ...flags, ...stop, "--", "sh", "job.sh"];
  return startCli(args, { env: service.envOf("ada"), cwd: service.folder });
}

function donePayloads(): string[] {
  const path = join(service.folder, "done.txt");
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
}

test(`${taskCount} tasks that fail, hang and are killed at random: each is done or in the dead-letter queue`, async () => {
  const all = Array.from({ length: taskCount }, (_, index) =>
    index % 50 === 7 ? `poison-${index}` : `job-${index}`,
  );
  await tasks.insert("jobs", all);
  writeFileSync(join(service.folder, "job.sh"), job);
  await using stopped = startWorker(0);
  await expect.poll(() => donePayloads().length > taskCount / 4, { timeout: 600_000 }).toBe(true);
  // When it is stopped something runs.
  writeFileSync(join(service.folder, "hold"), "");
  await expect
    .poll(() => existsSync(join(service.folder, "held")), { timeout: 600_000 })
    .toBe(true);
  const stoppedAtMs = performance.now();
  stopped.process.kill("SIGTERM");
  const first = await stopped.ended;
  expect(first.status).toBe(0);
  expect(performance.now() - stoppedAtMs).toBeLessThan(leaseSeconds * 1000);
  expect(JSON.parse(first.stdout)).toMatchObject({
    givenBack: expect.toSatisfy((n) => n > 0),
    lost: 0,
  });
  rmSync(join(service.folder, "hold"));
  await using last = startWorker();
  const { status, stdout } = await last.ended;
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ givenBack: 0, lost: 0 });
  expect(await tasks.total("jobs")).toBe(0);
  const done = new Set(donePayloads());
  const dead = new Set(await tasks.payloads("jobs-dead"));
  expect(all.filter((payload) => !done.has(payload) && !dead.has(payload))).toEqual([]);
  const poison = all.filter((payload) => payload.startsWith("poison"));
  expect(poison.filter((payload) => done.has(payload) || !dead.has(payload))).toEqual([]);
}, 1_800_000);
