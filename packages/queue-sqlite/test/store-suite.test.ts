import { rmSync } from "node:fs";
import { join } from "node:path";
import { storeSuite } from "@leasehold/queue/store-suite";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { afterAll } from "vitest";
import { createSqliteStore } from "../src/queue-sqlite.ts";

const { path: folder } = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

storeSuite({
  name: "the embedded store in the caller's thread",
  open: (now) => createSqliteStore({ path: join(folder, "inline.sqlite"), now, thread: false }),
  propertyRuns: 2000,
});

storeSuite({
  name: "the embedded store in a thread of its own",
  open: (now) => createSqliteStore({ path: join(folder, "threaded.sqlite"), now, thread: true }),
  propertyRuns: 100,
});
