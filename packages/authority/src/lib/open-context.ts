import { writeAudit } from "./audit.ts";
import { ensureBuiltIns } from "./built-ins.ts";
import type { AuthorityContext, AuthorityLogger } from "./context.ts";
import { openSqliteDatabase } from "./database/database.ts";
import { createWriteTogether } from "./database/write-together.ts";
import { openKeyring } from "./keyring.ts";
import { createMemory, type Memory } from "./memory.ts";
import { type ClaimKey, createNonceStore } from "./oauth1/nonce-store.ts";
import { addSetting, readSetting } from "./settings.ts";

/** What an authority is opened with. */
export interface AuthorityOptions {
  /** The SQLite file, or `:memory:`. */
  databasePath: string;
  /** The file with the key that seals what must be read back; made when it is missing. */
  keyFile: string;
  /** The origin of ours that a Host header names; without one, the first of ours. */
  originOf: AuthorityContext["originOf"];
  /**
   * Where the nonces of OAuth 1.0 and OpenID are used up: a store that many requests may write at a time. What it throws
   * when nothing could be kept has the `status` 503, which is then the answer.
   */
  claim: ClaimKey;
  /** Milliseconds since the epoch. @defaultValue Date.now */
  now?: () => number;
  /** @defaultValue says nothing */
  logger?: AuthorityLogger;
}

const silentLogger: AuthorityLogger = { info() {}, warn() {}, error() {} };

/**
 * Opens the database and the key file, and makes what is built in.
 *
 * @throws Error when the key file is not the one that the database's contents were sealed with.
 */
export async function openContext(
  options: AuthorityOptions,
): Promise<{ context: AuthorityContext; memory: Memory }> {
  const { databasePath, keyFile, originOf, claim } = options;
  const { now = Date.now, logger = silentLogger } = options;
  const keyring = openKeyring(keyFile);
  const memory = createMemory(now);
  const database = await openSqliteDatabase(databasePath);
  const context: AuthorityContext = {
    database,
    writeTogether: createWriteTogether(database),
    keyring,
    nonces: createNonceStore(claim),
    now,
    originOf,
    logger,
    forget: (what) => memory.forget(what),
    audit: (entry) => writeAudit({ database, nowMs: now(), entry }),
  };
  try {
    await checkKey(context);
    await ensureBuiltIns(context);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return { context, memory };
}

const keyCheck = "key-check";

/** A wrong key must be known at the start, not when the first secret is needed. */
async function checkKey(context: AuthorityContext): Promise<void> {
  const sealed = await readSetting(context, keyCheck);
  if (sealed !== undefined) context.keyring.open(sealed, keyCheck);
  else await addSetting(context, { name: keyCheck, value: context.keyring.seal("", keyCheck) });
}
