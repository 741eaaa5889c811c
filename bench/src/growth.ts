// What flows leave behind in the authority: `node bench/src/growth.ts [--flows 100000]`
//
// The authority runs in this process behind Fastify, without sockets, on a file on disk. Its clock moves 20 seconds with
// each flow, and it is swept every ten minutes of that clock, as the server does.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createAuthority } from "@leasehold/authority";
import { parseConfiguration } from "@leasehold/authority/configuration";
import Fastify from "fastify";
import { authorityYaml, person } from "./authority-deployment.ts";
import { signIn } from "./authority-flows.ts";
import { type AuthoritySize, openAuthorityTables } from "./authority-tables.ts";
import { makeDiskFolder } from "./disk-folder.ts";
import { growthFlows, peopleCount, sendTo } from "./growth-flows.ts";
import { newVisitor } from "./visitor.ts";

const origin = "http://127.0.0.1:8085";
const clockStepMs = 20_000;
const sweepEveryMs = 10 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

const { values } = parseArgs({ options: { flows: { type: "string", default: "100000" } } });
const flows = Math.trunc(Number(values.flows));
if (!(flows >= 1)) throw new TypeError("--flows takes a number of at least 1.");

const folder = makeDiskFolder("growth-");
try {
  await run(join(folder, "authority.db"));
} finally {
  rmSync(folder, { recursive: true });
}

async function run(databasePath: string): Promise<void> {
  let nowMs = Date.UTC(2026, 0, 1);
  const authority = await createAuthority({
    databasePath,
    keyFile: join(folder, "key"),
    originOf: () => origin,
    // Nonces are kept with the tasks.
    claim: () => Promise.resolve(true),
    now: () => nowMs,
  });
  const configuration = parseConfiguration({ yaml: authorityYaml, readFile: () => "" });
  await authority.applyConfiguration(configuration);
  const app = Fastify();
  await app.register(authority.plugin);
  using tables = openAuthorityTables(databasePath);
  tables.addPeople(peopleCount, person);
  const send = sendTo(app, origin);
  const visitor = newVisitor(send);
  await signIn(visitor);

  const before = tables.measure();
  const peak = new Map(before.rows);
  const startedMs = performance.now();
  for (let flow = 0; flow < flows; flow += 1) {
    const kind = growthFlows[flow % growthFlows.length];
    await kind?.run({ authority, send, visitor, origin, nowMs, flow });
    nowMs += clockStepMs;
    if (flow % (sweepEveryMs / clockStepMs) > 0) continue;
    const { rows } = tables.measure();
    for (const [table, count] of rows) peak.set(table, Math.max(count, peak.get(table) ?? 0));
    await authority.sweep();
    if (flow % 9000 === 0) console.log(`${flow} flows, ${tables.measure().fileBytes} bytes`);
  }
  const seconds = (performance.now() - startedMs) / 1000;
  const after = tables.measure();
  nowMs += 2 * dayMs;
  // One sweep takes a bounded number of rows.
  while ((await authority.sweep()) > 0);
  const days = ((flows * clockStepMs) / dayMs).toFixed(1);
  console.log(`${flows} flows in ${seconds.toFixed(0)} s, ${days} days of the authority's clock:`);
  for (const [at, { name }] of growthFlows.entries()) {
    console.log(`  ${Math.ceil((flows - at) / growthFlows.length)} times ${name}`);
  }
  report({ before, peak, after, swept: tables.measure() });
  await app.close();
  await authority.close();
}

function report(sizes: {
  before: AuthoritySize;
  peak: ReadonlyMap<string, number>;
  after: AuthoritySize;
  swept: AuthoritySize;
}): void {
  const { before, peak, after, swept } = sizes;
  console.log(line(["rows", "before", "most", "at the end", "2 days later"]));
  for (const [table, most] of peak) {
    if (most === 0) continue;
    const counts = [before.rows.get(table), most, after.rows.get(table), swept.rows.get(table)];
    console.log(line([table, ...counts.map(String)]));
  }
  const bytes = [before.fileBytes, "", after.fileBytes, swept.fileBytes];
  console.log(line(["file, bytes", ...bytes.map(String)]));
}

function line([name = "", ...figures]: string[]): string {
  return name.padEnd(22) + figures.map((text) => text.padStart(14)).join("");
}
