import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { findProgram } from "@leasehold/testing/programs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Running, startCli, startProgram } from "./cli.ts";
import { ada, type Service, startService } from "./service.ts";
import { taskClient, type TaskClient } from "./task-client.ts";

const queueNames = [
  "facts",
  "failing",
  "left",
  "long",
  "stolen",
  "slow",
  "files",
  "posts",
  "stopped",
  "finishing",
  "killed",
  "few",
  "tagged",
  "unstarted",
  "restarted",
  "away",
  "leaving",
  "terminal",
  "paused",
  "held",
];
const moreQueues = queueNames.map((name) => `      - { name: ${name}, mode: pull }\n`).join("");

let service: Service;
let tasks: TaskClient;

beforeAll(async () => {
  service = await startService(moreQueues);
  await service.signIn("ada", ada);
  tasks = await taskClient(service, "ada");
});

afterAll(async () => {
  await service[Symbol.asyncDispose]();
});

/** Starts a worker; `script` is a shell script that it runs for each task. */
function startWorker(queue: string, flags: string[], script: string): Running {
  const args = ["worker", queue, "--project", "acme", ...flags, "--", "sh", "-c", script];
  return startCli(args, { env: service.envOf("ada"), cwd: service.folder });
}

async function work(
  queue: string,
  flags: string[],
  script: string,
): Promise<Awaited<Running["ended"]>> {
  await using worker = startWorker(queue, flags, script);
  return await worker.ended;
}

const script = findProgram("script");

/** Runs the command line on a terminal. */
async function onTerminal(words: string): Promise<Awaited<Running["ended"]>> {
  const main = new URL("../src/main.ts", import.meta.url).pathname;
  const file = join(service.folder, "on-terminal.sh");
  writeFileSync(file, `#!/bin/sh\nexec ${process.execPath} ${main} ${words}\n`);
  chmodSync(file, 0o755);
  await using run = startProgram(["script", "-qec", "./on-terminal.sh", "/dev/null"], {
    env: service.envOf("ada"),
    cwd: service.folder,
  });
  return await run.ended;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that nobody has collected yet (Z) runs no more.
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !/\) Z/.test(readFileSync(stat, "utf8"));
  } catch {
    return false;
  }
}

test("the command has the payload on standard input and the task's facts in its environment", async () => {
  await tasks.insert("facts", ["grüß\n"], "a b");
  const script =
    'cat; echo "$LEASEHOLD_TASK_PROJECT $LEASEHOLD_TASK_QUEUE [$LEASEHOLD_TASK_TAG] $LEASEHOLD_TASK_RETRY_COUNT ${#LEASEHOLD_TASK_ID} $LEASEHOLD_TASK_ENQUEUE_TIMESTAMP $LEASEHOLD_TASK_LEASE_TIMESTAMP"';
  const { stdout, stderr, status } = await work("facts", ["--drain"], script);
  expect(stdout).toMatch(/^grüß\nacme facts \[a b\] 1 16 \d{16} \d{16}\n$/);
  expect(stderr).toMatch(/^Stopped after \d+\.\d s: 1 done, 0 failed\.\n$/);
  expect(status).toBe(0);
  expect(await tasks.total("facts")).toBe(0);
});

test("a failed task waits longer after each lease, and is done in the end", async () => {
  await tasks.insert("failing", ["x"]);
  const flags = ["--drain", "--backoff", "1", "--json"];
  const script = 'cat >/dev/null; test "$LEASEHOLD_TASK_RETRY_COUNT" = 3 || exit 7';
  const { stdout, stderr, status } = await work("failing", flags, script);
  const failures = stderr.replace(/^Waiting: .*\n/gm, "");
  expect(failures).toMatch(
    /^The task (\w+) failed \(exit code 7\), lease 1: again in 1 s\.\nThe task \1 failed \(exit code 7\), lease 2: again in 2 s\.\n$/,
  );
  expect(JSON.parse(stdout)).toEqual({ done: 1, failed: 2, givenBack: 0, lost: 0 });
  expect(status).toBe(0);
});

test("--no-release leaves a failed task to its lease", async () => {
  await tasks.insert("left", ["x"]);
  const flags = ["--max-tasks", "1", "--no-release", "--lease-secs", "600"];
  const { stderr, status } = await work("left", flags, "kill -KILL $$");
  expect(stderr).toContain("failed (killed by SIGKILL), lease 1: again when its lease ends.");
  expect(status).toBe(0);
  const lease = { project: "acme", taskqueue: "left", numTasks: 1, leaseSecs: 1 };
  expect((await tasks.client.tasks.lease(lease)).items).toBeUndefined();
});

test("a command may take longer than the lease, which is renewed", async () => {
  await tasks.insert("long", ["x"]);
  const { stdout } = await work("long", ["--drain", "--lease-secs", "8", "--json"], "sleep 9");
  expect(JSON.parse(stdout)).toEqual({ done: 1, failed: 0, givenBack: 0, lost: 0 });
});

test("a command whose lease is refused is stopped", async () => {
  await tasks.insert("stolen", ["x"]);
  const flags = ["--max-tasks", "1", "--lease-secs", "6", "--json"];
  await using worker = startWorker("stolen", flags, "echo pid $$; exec sleep 600");
  const [, pid = ""] = await worker.saw(/^pid (\d+)$/m);
  const { items: [held] = [] } = await tasks.client.tasks.list({
    project: "acme",
    taskqueue: "stolen",
  });
  await tasks.client.tasks.patch(
    { project: "acme", taskqueue: "stolen", task: held?.id ?? "", newLeaseSeconds: 600 },
    { body: { queueName: "stolen" } },
  );
  const { stdout, stderr } = await worker.ended;
  expect(stderr).toBe(
    `The task ${held?.id} is not leased to us any more: it will be done again.\n`,
  );
  expect(stdout).toContain('"lost": 1');
  expect(isRunning(Number(pid))).toBe(false);
});

test("--timeout ends a command that hangs, with all that it started", async () => {
  await tasks.insert("slow", ["x"]);
  const flags = ["--max-tasks", "1", "--timeout", "1", "--json"];
  const script = "trap '' TERM; sleep 600 & echo pid $!; wait; wait";
  const { stdout, stderr } = await work("slow", flags, script);
  expect(stderr).toContain("failed (not done within 1 s), lease 1: again in 10 s.");
  expect(stdout).toContain('"failed": 1');
  expect(isRunning(Number(/^pid (\d+)$/m.exec(stdout)?.[1]))).toBe(false);
});

test.skipIf(script === undefined)(
  "what a command leaves running on a terminal does not keep the worker",
  async () => {
    await tasks.insert("leaving", ["a"]);
    const leave = "sh -c 'echo printed; sleep 600 & echo pid $!'";
    const run = await onTerminal(`worker leaving --project acme --drain -- ${leave}`);
    const [, pid = ""] = /pid (\d+)/.exec(run.stdout) ?? [];
    process.kill(Number(pid), "SIGKILL");
    expect(run.stdout).toMatch(/printed[\s\S]*Stopped after [\d.]+ s: 1 done/);
  },
);

test("--output-dir has a file for each task that is done, and no other", async () => {
  await tasks.insert("files", ["one", "two", "bad"]);
  const flags = ["--max-tasks", "3", "--output-dir", "results", "--concurrency", "3"];
  await work("files", flags, 'p=$(cat); echo "got $p"; test "$p" != bad');
  const folder = join(service.folder, "results");
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  expect(texts.sort()).toEqual(["got one\n", "got two\n"]);
});

test("--output-url gets a POST for each task, which is done only when that is answered", async () => {
  const seen: { tag: unknown; count: unknown; body: string }[] = [];
  const server = createServer((request, response) => {
    const { "leasehold-task-tag": tag, "leasehold-task-retry-count": count } = request.headers;
    void text(request).then((body) => {
      seen.push({ tag, count, body });
      response.writeHead(seen.length === 1 ? 503 : 204).end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/results`;
  await tasks.insert("posts", ["x"], "größer");
  const flags = ["--drain", "--backoff", "0", "--output-url", url, "--json"];
  const { stdout, stderr } = await work("posts", flags, "cat; cat");
  server.close();
  expect(stderr).toContain(`failed (its output could not be kept: ${url} answered 503), lease 1`);
  expect(JSON.parse(stdout)).toMatchObject({ done: 1, failed: 1 });
  expect(seen).toEqual([
    { tag: "gr%C3%B6%C3%9Fer", count: "1", body: "x" },
    { tag: "gr%C3%B6%C3%9Fer", count: "2", body: "x" },
  ]);
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "%s ends what runs after the grace and gives it back at once",
  async (signal) => {
    await tasks.insert("stopped", ["a", "b"]);
    const flags = ["--concurrency", "3", "--grace", "0", "--lease-secs", "600", "--json"];
    await using worker = startWorker("stopped", flags, "echo pid $$; exec sleep 600");
    const [, first = "", second = ""] = await worker.saw(/pid (\d+)\npid (\d+)\n/);
    worker.process.kill(signal);
    const { stdout, status } = await worker.ended;
    expect(stdout).toContain('"givenBack": 2');
    expect(status).toBe(0);
    expect([first, second].filter((pid) => isRunning(Number(pid)))).toEqual([]);
    expect((await tasks.payloads("stopped")).sort()).toEqual(["a", "b"]);
    await service.as("ada", ["queues", "purge", "stopped", "--yes"]);
  },
);

test("a command that ends within the grace is done, and nothing new is leased", async () => {
  await tasks.insert("finishing", ["a", "b"]);
  const script = "echo started; while ! test -e finish; do sleep 0.05; done";
  await using worker = startWorker("finishing", ["--grace", "600", "--json"], script);
  await worker.saw(/started/);
  worker.process.kill("SIGTERM");
  await worker.saw(/Stopping: the command that runs may take 600 s more\.\n/);
  writeFileSync(join(service.folder, "finish"), "");
  const { stdout, status } = await worker.ended;
  expect(stdout).toContain('"done": 1');
  expect(status).toBe(0);
  expect(await tasks.total("finishing")).toBe(1);
});

test("a second signal stops at once, commands too", async () => {
  await tasks.insert("killed", ["a"]);
  const script = "trap '' TERM; echo pid $$; while :; do sleep 1; done";
  await using worker = startWorker("killed", ["--grace", "600"], script);
  const [, pid = ""] = await worker.saw(/^pid (\d+)$/m);
  // Two that come before the first is handled are one.
  await expect
    .poll(
      () => {
        worker.process.kill("SIGTERM");
        return worker.process.exitCode;
      },
      { timeout: 30_000 },
    )
    .toBe(143);
  await expect.poll(() => isRunning(Number(pid)), { timeout: 30_000 }).toBe(false);
});

test("--max-tasks leases no more than that", async () => {
  await tasks.insert("few", ["a", "b", "c", "d"]);
  const flags = ["--max-tasks", "3", "--concurrency", "8", "--json"];
  const { stdout } = await work("few", flags, "true");
  expect(JSON.parse(stdout)).toMatchObject({ done: 3 });
  expect(await tasks.total("few")).toBe(1);
});

test("--tag takes tasks of that tag only, and an empty one those without", async () => {
  await tasks.insert("tagged", ["1", "2"], "odd");
  await tasks.insert("tagged", ["3"], "even");
  await tasks.insert("tagged", ["4"]);
  const echo = 'cat; echo ":$LEASEHOLD_TASK_TAG"';
  const odd = await work("tagged", ["--tag", "odd", "--max-tasks", "2"], echo);
  expect(odd.stdout.split("\n").filter(Boolean).sort()).toEqual(["1:odd", "2:odd"]);
  const none = await work("tagged", ["--tag", "", "--max-tasks", "1"], echo);
  expect(none.stdout).toBe("4:\n");
  const oldest = await work("tagged", ["--group-by-tag", "--max-tasks", "1"], echo);
  expect(oldest.stdout).toBe("3:even\n");
});

test("a command that cannot be run is exit code 2, and the task is there for others", async () => {
  await tasks.insert("unstarted", ["a"]);
  const args = ["worker", "unstarted", "--project", "acme", "--", "./nothing"];
  const { status, stderr } = await service.as("ada", args);
  expect(stderr).toBe(
    "leasehold: Cannot run ./nothing (ENOENT): check its path, and that it may be executed.\n",
  );
  expect(status).toBe(2);
  expect(await tasks.payloads("unstarted")).toEqual(["a"]);
});

test("a queue that is not there is exit code 5", async () => {
  const { status, stderr } = await work("nothing", [], "true");
  expect(stderr).toContain("`leasehold queues list` shows what there is.");
  expect(status).toBe(5);
});

test("a worker outlives a crash of the server, with its running commands", async () => {
  await tasks.insert("restarted", ["a", "b", "c"]);
  const script = 'cat; echo " started"; while ! test -e "go"; do sleep 0.05; done; rm go';
  await using worker = startWorker("restarted", ["--drain", "--json"], script);
  await worker.saw(/a started|b started|c started/);
  await service.restart();
  for (let count = 0; count < 3; count += 1) {
    writeFileSync(join(service.folder, "go"), "");
    await expect
      .poll(() => existsSync(join(service.folder, "go")), { timeout: 60_000 })
      .toBe(false);
  }
  const { stdout, status } = await worker.ended;
  expect(stdout).toContain('"done": 3');
  expect(status).toBe(0);
});

test("a worker that drains a paused queue says so once, and goes on when it is resumed", async () => {
  await tasks.insert("paused", ["a"]);
  await service.as("ada", ["queues", "pause", "paused"]);
  await using worker = startWorker("paused", ["--drain"], "true");
  await worker.saw(/is paused/);
  await service.as("ada", ["queues", "resume", "paused"]);
  const { stderr } = await worker.ended;
  const [first, last] = stderr.split("\n");
  expect(first).toBe(
    "The queue paused is paused and leases nothing: `leasehold queues resume paused --project acme` lets it go on.",
  );
  expect(last).toMatch(/^Stopped after [\d.]+ s: 1 done, 0 failed\.$/);
});

test("a worker that can lease nothing counts why, as far as the sign-in may see it", async () => {
  await tasks.insert("held", ["a", "b"]);
  await service.as("ada", ["tasks", "lease", "held", "--lease-secs", "600"]);
  const flags = ["--drain", "--tag", "odd"];
  await using worker = startWorker("held", flags, "true");
  const [exact] = await worker.saw(/^Waiting: .*$/m);
  expect(exact).toBe(
    "Waiting: none of the tasks in held can be leased now: 1 leased, or waiting to be tried again, 1 with another tag or none.",
  );
  await service.signIn("narrow", ada, ["--scopes", "taskqueue"]);
  const args = ["worker", "held", "--project", "acme", ...flags, "--", "true"];
  await using narrow = startCli(args, { env: service.envOf("narrow"), cwd: service.folder });
  const [line] = await narrow.saw(/^Waiting: .*$/m);
  expect(line).toBe(
    "Waiting: none of the tasks in held can be leased now: they are leased, wait to be tried again, are not due yet, have another tag, or the queue is paused.",
  );
});

test("work that is done counts as done, however long the server is away", async () => {
  await tasks.insert("away", ["a"]);
  const script = "echo started; while ! test -e away; do sleep 0.05; done; echo ended";
  const flags = ["--max-tasks", "1", "--lease-secs", "8", "--json"];
  await using worker = startWorker("away", flags, script);
  await worker.saw(/started/);
  await service.restart(async () => {
    writeFileSync(join(service.folder, "away"), "");
    await worker.saw(/ended/);
    await worker.saw(/Trying again until it answers\.\n/);
    // Longer than the lease.
    await new Promise((resolve) => setTimeout(resolve, 9000));
  });
  const { stdout, status } = await worker.ended;
  expect(stdout).toContain('"done": 1');
  expect(status).toBe(0);
  expect(await tasks.total("away")).toBe(0);
});

test("a worker that finds no server waits for it", async () => {
  const env = { ...service.envOf("ada") };
  const args = ["worker", "facts", "--project", "acme", "--json", "--", "true"];
  const home = join(service.folder, "homes", "ada", "config.json");
  const elsewhere = join(service.folder, "homes", "elsewhere");
  mkdirSync(join(elsewhere, "tokens"), { recursive: true });
  const url = "http://127.0.0.1:1";
  writeFileSync(
    join(elsewhere, "config.json"),
    readFileSync(home, "utf8").replaceAll(service.url, url),
  );
  const account = encodeURIComponent(`default ${url}`);
  writeFileSync(join(elsewhere, "tokens", `${account}.json`), '{"accessToken":"t"}');
  await using worker = startCli(args, {
    env: { ...env, LEASEHOLD_URL: url, LEASEHOLD_CONFIG_DIR: elsewhere },
  });
  await worker.saw(/Cannot reach http:\/\/127\.0\.0\.1:1: .* Trying again until it answers\.\n/);
  worker.process.kill("SIGTERM");
  expect((await worker.ended).status).toBe(0);
});

test.skipIf(script === undefined)(
  "on a terminal the last line shows how far it is, below what commands print",
  async () => {
    await tasks.insert("terminal", ["a"]);
    const { stdout } = await onTerminal("worker terminal --project acme --drain -- echo printed");
    expect(stdout).toContain("0 done, 0 failed, 1 running, 0.0/s");
    expect(stdout).toContain("\r\u001b[Kprinted\r\n");
    expect(stdout.split("\u001b[K").at(-1)).toMatch(
      /^Stopped after [\d.]+ s: 1 done, 0 failed\.\r\n$/,
    );
  },
);
