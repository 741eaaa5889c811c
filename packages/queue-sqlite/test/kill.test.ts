import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { QueueStore } from "@leasehold/queue/store";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, onTestFinished, test } from "vitest";
import { createSqliteStore } from "../src/queue-sqlite.ts";

const address = { project: "acme", queue: "images" };
const rounds = 10;

/** What the killed program said. */
interface Heard {
  held: Set<string>;
  deleted: Set<string>;
  /** Whose delete was asked for: it may have happened unsaid. */
  deleting: Set<string>;
  claimed: string[];
}

test(`what was acknowledged holds after kill -9, ${rounds} times over`, async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const path = join(folder.path, "tasks.sqlite");
  const heard: Heard = { held: new Set(), deleted: new Set(), deleting: new Set(), claimed: [] };
  for (let round = 0; round < rounds; round += 1) {
    await runAndKill(path, heard);
    const store = await createSqliteStore({ path, thread: round % 2 === 0 });
    const found = await everyTask(store);
    const lost = [...heard.held].filter((id) => !found.has(id) && !heard.deleting.has(id));
    expect(lost).toEqual([]);
    expect([...heard.deleted].filter((id) => found.has(id))).toEqual([]);
    expect((await store.statistics(address))?.totalTasks).toBe(found.size);
    expect(await claimAgain(store, heard.claimed)).toEqual([]);
    heard.held = found;
    heard.deleting.clear();
    await store.close();
  }
  expect(heard.deleted.size).toBeGreaterThan(rounds);
  expect(heard.claimed.length).toBeGreaterThan(rounds);
});

async function everyTask(store: QueueStore): Promise<Set<string>> {
  const found = new Set<string>();
  let pageToken: string | undefined;
  do {
    const from = pageToken === undefined ? {} : { pageToken };
    const page = await store.listTasks({ ...address, count: 1000, ...from });
    for (const { id } of page?.tasks ?? []) found.add(id);
    pageToken = page?.nextPageToken;
  } while (pageToken !== undefined);
  return found;
}

/** Those of the keys that can be claimed a second time. */
async function claimAgain(store: QueueStore, keys: readonly string[]): Promise<string[]> {
  const untilMicros = Number.MAX_SAFE_INTEGER;
  const results = await store.execute(keys.map((key) => ({ type: "claim", key, untilMicros })));
  return keys.filter((_, index) => results[index]?.ok === true);
}

/** Runs the program until it has claimed and deleted twice, and a little longer. */
async function runAndKill(path: string, heard: Heard): Promise<void> {
  const program = join(import.meta.dirname, "random-batches.ts");
  // A file takes all that is said; a pipe that is full, because this process is slow, would not.
  const saidPath = `${path}.said`;
  const said = openSync(saidPath, "w");
  const child = spawn(process.execPath, [program, path], { stdio: ["ignore", said, "inherit"] });
  closeSync(said);
  const closed = once(child, "close");
  const lines = (): string[][] =>
    readFileSync(saidPath, "utf8")
      .split("\n")
      .slice(0, -1)
      .map((line) => line.split(" "));
  const count = (wanted: string): number => lines().filter(([what]) => what === wanted).length;
  while (Math.min(count("claimed"), count("deleted")) < 2) {
    expect(child.exitCode).toBeNull();
    await sleep(10);
  }
  await sleep(50 + Math.random() * 150);
  child.kill("SIGKILL");
  await closed;
  for (const [what, id = ""] of lines()) {
    if (what === "inserted") heard.held.add(id);
    else if (what === "deleting") heard.deleting.add(id);
    else if (what === "claimed") heard.claimed.push(id);
    else {
      heard.held.delete(id);
      heard.deleted.add(id);
    }
  }
}
