import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { testClock } from "@leasehold/testing/clock";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { describe, expect, it } from "vitest";
import { createAuthority } from "../src/authority.ts";
import { parseConfiguration } from "../src/configuration.ts";
import { openSqliteDatabase } from "../src/lib/database/database.ts";
import { secretHash } from "../src/lib/keyring.ts";
import { claimsInMemory } from "./support/claims-in-memory.ts";
import { origin, originOf, readFixture } from "./support/open-test-context.ts";

const claim = claimsInMemory();

function configuration(yaml: string): ReturnType<typeof parseConfiguration> {
  return parseConfiguration({ yaml, readFile: readFixture });
}

describe("createAuthority", () => {
  it("works in memory, and knows the command line's client without any configuration", async () => {
    using folder = temporaryFolder();
    const keyFile = join(folder.path, "key");
    const authority = await createAuthority({ databasePath: ":memory:", keyFile, originOf, claim });
    expect(await authority.serviceIsOn("leasehold", "taskqueue")).toBe(true);
    expect(await authority.consumerScope()).toBe("read-only");
    await authority.applyConfiguration(configuration("consumerScope: consume"));
    expect(await authority.consumerScope()).toBe("consume");
    expect(authority.consumerScope()).toBe("consume");
    expect(await authority.sweep()).toBe(0);
    await authority.close();
  });

  it("keeps everything in a file that only its owner can read, and opens it again", async () => {
    using folder = temporaryFolder();
    const databasePath = join(folder.path, "data", "authority.db");
    const options = { databasePath, keyFile: join(folder.path, "key"), originOf, claim };
    const first = await createAuthority(options);
    await first.applyConfiguration(
      configuration("projects: [{ id: acme, services: [taskqueue] }]"),
    );
    await first.close();
    expect(statSync(databasePath).mode & 0o777).toBe(0o600);
    const second = await createAuthority(options);
    expect(await second.serviceIsOn("acme", "taskqueue")).toBe(true);
    await second.close();
  });

  it("refuses another key file than the data was sealed with, before it serves anything", async () => {
    using folder = temporaryFolder();
    const databasePath = join(folder.path, "authority.db");
    const keyFile = join(folder.path, "key");
    const first = await createAuthority({ databasePath, keyFile, originOf, claim });
    await first.close();
    const other = join(folder.path, "other-key");
    await expect(
      createAuthority({ databasePath, keyFile: other, originOf, claim }),
    ).rejects.toThrow(
      `The key file ${other} does not open what was sealed as key-check: give the file that this data was made with.`,
    );
    const again = await createAuthority({ databasePath, keyFile, originOf, claim });
    await again.close();
  });

  it("gives a set-up link until there is an administrator; a new one ends the one before", async () => {
    using folder = temporaryFolder();
    const databasePath = join(folder.path, "authority.db");
    const keyFile = join(folder.path, "key");
    const clock = testClock();
    const authority = await createAuthority({
      databasePath,
      keyFile,
      originOf,
      claim,
      now: clock.now,
    });
    await authority.setupUrl();
    const url = await authority.setupUrl();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:8085\/setup\?token=[\w-]{43}$/u);
    const token = new URL(url ?? origin).searchParams.get("token") ?? "";
    const connection = new DatabaseSync(databasePath, { readOnly: true });
    expect(connection.prepare("SELECT * FROM invitations").all()).toEqual([
      {
        token_hash: secretHash(token),
        purpose: "setup",
        user_id: null,
        expires_at_ms: clock.now() + 24 * 60 * 60 * 1000,
      },
    ]);
    connection.close();
    await authority.applyConfiguration(configuration("users: [{ email: a@b.example }]"));
    expect(await authority.setupUrl()).toBeDefined();
    await authority.applyConfiguration(
      configuration("users: [{ email: a@b.example, admin: true }]"),
    );
    expect(await authority.setupUrl()).toBeUndefined();
    await authority.close();
  });

  it("names who applied a configuration in the audit log", async () => {
    using folder = temporaryFolder();
    const keyFile = join(folder.path, "key");
    const authority = await createAuthority({ databasePath: ":memory:", keyFile, originOf, claim });
    const actor = "ada@example.com";
    await authority.applyConfiguration(configuration("projects: [{ id: acme }]"), { actor });
    expect(await authority.administration.auditLog({ limit: 10 })).toMatchObject([
      { actor, action: "project.created", target: "acme" },
    ]);
    await authority.close();
  });

  it("lets two processes start on one new folder at the same moment", async () => {
    using folder = temporaryFolder();
    const databasePath = join(folder.path, "authority.db");
    const keyFile = join(folder.path, "key");
    const program = `
      import { createAuthority } from ${JSON.stringify(import.meta.resolve("../src/authority.ts"))};
      const options = ${JSON.stringify({ databasePath, keyFile })};
      const authority = await createAuthority({ ...options, originOf: () => undefined });
      console.log(await authority.serviceIsOn("leasehold", "taskqueue"));
      await authority.close();
    `;
    const start = (): Promise<{ stdout: string }> =>
      promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program]);
    const [one, two] = await Promise.all([start(), start()]);
    expect([one.stdout, two.stdout]).toEqual(["true\n", "true\n"]);
  });
});

describe("openSqliteDatabase", () => {
  it("leaves no half schema behind when a migration fails", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "authority.db");
    const connection = new DatabaseSync(path);
    // The last but one of the tables that the first migration makes is in the way.
    connection.exec("CREATE TABLE attempts (subject TEXT)");
    await expect(openSqliteDatabase(path)).rejects.toThrow(
      `The authority's database at ${path} could not be brought up to date.`,
    );
    const tables = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    expect(tables).toEqual([{ name: "attempts" }]);
    connection.exec("DROP TABLE attempts");
    connection.close();
    const database = await openSqliteDatabase(path);
    await database.destroy();
  });
});
