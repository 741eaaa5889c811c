import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testClock, type TestClock } from "@leasehold/testing/clock";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { parseConfiguration } from "../../src/configuration.ts";
import { applyConfiguration } from "../../src/lib/apply/apply-configuration.ts";
import type { AuthorityContext } from "../../src/lib/context.ts";
import { writeJsonList } from "../../src/lib/database/json-list.ts";
import { secretHash } from "../../src/lib/keyring.ts";
import type { Memory } from "../../src/lib/memory.ts";
import { type AuthorityOptions, openContext } from "../../src/lib/open-context.ts";
import { taskQueueScope } from "../../src/lib/scopes.ts";
import { claimsInMemory } from "./claims-in-memory.ts";

/** The origin that the authority under test is reached by. */
export const origin = "http://127.0.0.1:8085";

/** Knows {@link origin} and nothing else. */
export function originOf(host: string | undefined): string | undefined {
  return host === undefined || host === "127.0.0.1:8085" ? origin : undefined;
}

export function readFixture(path: string): string {
  return readFileSync(new URL(`fixtures/${path}`, import.meta.url), "utf8");
}

/** An authority's insides on a real file, with a clock that stands still. */
export interface OpenedContext extends AsyncDisposable {
  context: AuthorityContext;
  memory: Memory;
  clock: TestClock;
  databasePath: string;
  /** Another process on the same files: the same service after a restart, or beside itself. */
  openAgain: () => ReturnType<typeof openContext>;
  /** Applies a leasehold.yaml whose files are in fixtures/. */
  apply: (yaml: string) => Promise<string[]>;
  /** Applies fixtures/leasehold.yaml without the password, which takes its time. */
  applyExample: () => Promise<string[]>;
  /** Puts an access token of web-client, acting as Ada, into the database. */
  addToken: (token: string, changes?: Partial<TokenRow>) => Promise<void>;
}

interface TokenRow {
  kind: "access" | "refresh";
  grant_id: string | null;
  client_id: string;
  application_kind: "oauth-client" | "service-account";
  subject: string;
  scopes: string;
  expires_at_ms: number;
}

export async function openTestContext(): Promise<OpenedContext> {
  const folder = temporaryFolder();
  const clock = testClock();
  const databasePath = join(folder.path, "authority.db");
  const keyFile = join(folder.path, "key");
  const options: AuthorityOptions = {
    databasePath,
    keyFile,
    originOf,
    claim: claimsInMemory(),
    now: clock.now,
  };
  const { context, memory } = await openContext(options);
  const apply = (yaml: string): Promise<string[]> =>
    applyConfiguration(context, parseConfiguration({ yaml, readFile: readFixture }), {
      actor: "configuration",
    });
  return {
    context,
    memory,
    clock,
    databasePath,
    openAgain: () => openContext(options),
    apply,
    applyExample: () =>
      apply(readFixture("leasehold.yaml").replace("password: correct-horse,", "")),
    async addToken(token, changes = {}) {
      await context.database
        .insertInto("tokens")
        .values({
          token_hash: secretHash(token),
          kind: "access",
          grant_id: null,
          code_hash: null,
          client_id: "web-client",
          application_kind: "oauth-client",
          project_id: "acme",
          subject: "ada@example.com",
          scopes: writeJsonList([taskQueueScope]),
          created_at_ms: clock.now(),
          expires_at_ms: clock.now() + 3_600_000,
          ...changes,
        })
        .execute();
    },
    async [Symbol.asyncDispose]() {
      await context.database.destroy();
      folder[Symbol.dispose]();
    },
  };
}
