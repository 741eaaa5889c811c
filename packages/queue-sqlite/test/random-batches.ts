import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { createPullQueues } from "@leasehold/queue";
import { createSqliteStore } from "../src/queue-sqlite.ts";

// Claims, inserts, leases and deletes until it is killed, and says on standard output what was acknowledged.

const [path = ""] = process.argv.slice(2);
const address = { project: "acme", queue: "images" };
const store = await createSqliteStore({ path, thread: process.pid % 2 === 0 });
const pullQueues = createPullQueues({ store });
const switches = { mode: "pull", maxLeases: 0, paused: false, disabled: false } as const;
await pullQueues.putQueue({ ...address, ...switches });
await Promise.all(Array.from({ length: 20 }, work));

async function work(): Promise<void> {
  for (;;) {
    const claim = { key: randomUUID(), untilMicros: Number.MAX_SAFE_INTEGER };
    const alone = Math.random() < 0.5;
    if (alone && (await pullQueues.claim(claim)).ok) say("claimed", claim.key);
    const payloadBase64 = Buffer.alloc(Math.random() * 3000).toString("base64");
    const task = { ...address, payloadBase64, tag: "", availableAtMicros: 0 };
    const inserted = await pullQueues.insert(alone ? task : { ...task, claim });
    if (!inserted.ok) continue;
    say("inserted", inserted.task.id);
    if (!alone) say("claimed", claim.key);
    if (Math.random() < 0.3) continue;
    const leased = await pullQueues.lease({
      ...address,
      count: 3,
      leaseSeconds: 600,
      byTag: false,
      payloadBytesMax: 1e6,
      waitSeconds: 0,
    });
    if (!leased.ok) continue;
    for (const { id } of leased.tasks) {
      say("deleting", id);
      if ((await pullQueues.delete({ ...address, id })).ok) say("deleted", id);
    }
  }
}

// Written before anything else happens, so that nothing said is lost when the process is killed.
function say(what: string, id: string): void {
  writeSync(1, `${what} ${id}\n`);
}
