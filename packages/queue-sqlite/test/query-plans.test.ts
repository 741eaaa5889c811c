import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { expect, onTestFinished, test } from "vitest";
import type { Connection } from "../src/lib/connection.ts";
import { openWriter, prepareFile } from "../src/lib/connection.ts";
import { createEngine } from "../src/lib/engine.ts";
import { createReader } from "../src/lib/reader.ts";

test("no statement scans or sorts the tasks of a queue", () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const path = join(folder.path, "tasks.sqlite");
  prepareFile(path);
  const real = openWriter(path);
  const prepared: string[] = [];
  const connection: Connection = {
    exec: (sql) => real.exec(sql),
    close: () => real.close(),
    prepare: (sql) => {
      prepared.push(sql);
      return real.prepare(sql);
    },
  };
  createEngine(connection);
  createReader(connection);
  const slow = prepared.flatMap((sql) => plan(real, sql).map((step) => ({ sql, step })));
  const scans = slow.filter(({ step }) =>
    /SCAN (task|payload|tombstone|claimed_key)\b|TEMP B-TREE/.test(step),
  );
  // The newest hundred rows, once at the start, backwards from the end of the table.
  expect(scans.map(({ sql }) => sql)).toEqual([
    expect.stringContaining("ORDER BY id DESC LIMIT 100"),
  ]);
  real.close();
});

function plan(connection: DatabaseSync, sql: string): string[] {
  if (!/^(SELECT|UPDATE|DELETE|INSERT)/.test(sql)) return [];
  const parameters = sql
    .split("?")
    .slice(1)
    .map(() => 1);
  const rows = connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
  return rows.map((row) => String(row["detail"]));
}
