import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { AuthError } from "./auth-error.ts";
import { withLock } from "./lib/lock-file.ts";
import { parseTokens } from "./lib/parse-tokens.ts";

/** What an authorization server gave. */
export interface Tokens {
  accessToken: string;
  /** Of an OAuth 1.0 access token: requests are signed with it. */
  tokenSecret?: string;
  /** When the access token ends, in milliseconds since the epoch; absent when the server did not say. */
  expiresAtMs?: number;
  refreshToken?: string;
  idToken?: string;
  /** What was granted, when the server said. */
  scopes?: string[];
}

/** Keeps tokens, by account: a name that the caller chooses for each user or profile. */
export interface TokenStore {
  load: (account: string) => Promise<Tokens | undefined>;
  save: (account: string, tokens: Tokens) => Promise<void>;
  remove: (account: string) => Promise<void>;
  /** The accounts that have tokens, sorted. */
  accounts: () => Promise<string[]>;
  /**
   * Runs work on an account while nobody else does, in this process or another; without it, several processes with
   * one store may each renew the same tokens.
   */
  exclusively?: <T>(account: string, work: () => Promise<T>) => Promise<T>;
}

// A file name has at most 255 bytes, and a draft's is longer than the account's.
const fileNameCharactersMax = 200;
const extension = ".json";
// No write takes a minute.
const draftAgeMaxMs = 60_000;

/** Keeps tokens until the process ends. */
export function memoryTokenStore(): TokenStore {
  const kept = new Map<string, Tokens>();
  return {
    load: async (account) => structuredClone(kept.get(account)),
    async save(account, tokens) {
      kept.set(account, structuredClone(tokens));
    },
    async remove(account) {
      kept.delete(account);
    },
    accounts: async () => [...kept.keys()].sort(),
  };
}

/**
 * Keeps tokens in a folder that only its owner may enter (0700), one file (0600) an account. A file is replaced
 * by rename, so that no reader meets half of one, and no account's save undoes another's. Processes that share the
 * folder take turns by a lock file for each account.
 *
 * @param options.folder the folder; made at the first save.
 */
export function fileTokenStore(options: { folder: string }): TokenStore {
  const { folder } = options;
  return {
    async load(account) {
      const path = fileOf(folder, account);
      const text = await readIfThere(path);
      return text === undefined ? undefined : parseTokens(text, path);
    },
    save: (account, tokens) => replaceFile({ folder, path: fileOf(folder, account), tokens }),
    remove: (account) => rm(fileOf(folder, account), { force: true }),
    accounts: () => accountsIn(folder),
    exclusively: (account, work) => withLock(`${fileOf(folder, account)}.lock`, work),
  };
}

function fileOf(folder: string, account: string): string {
  const name = encodeURIComponent(account);
  if (name === "" || name.length > fileNameCharactersMax) {
    throw new TypeError(
      `An account's name has 1 to ${fileNameCharactersMax} characters when percent-encoded.`,
    );
  }
  return join(folder, `${name}${extension}`);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw new AuthError(
      "token_store_unreadable",
      `Cannot read the tokens in ${path}: check who owns it, or remove it and sign in again.`,
      { cause },
    );
  }
}

async function replaceFile(file: { folder: string; path: string; tokens: Tokens }): Promise<void> {
  const draft = `${file.path}.${randomBytes(6).toString("hex")}.draft`;
  try {
    await mkdir(file.folder, { recursive: true, mode: 0o700 });
    // An older folder may be open to others.
    await chmod(file.folder, 0o700);
    await using handle = await open(draft, "wx", 0o600);
    await handle.writeFile(`${JSON.stringify(file.tokens, undefined, 2)}\n`);
    await handle.sync();
    await rename(draft, file.path);
    await removeOldDrafts(file);
  } catch (cause) {
    // Where not even the draft can be removed, the first error is the one that tells why.
    await rm(draft, { force: true }).catch(() => undefined);
    throw new AuthError(
      "token_store_unwritable",
      `Cannot save the tokens in ${file.path}: make the folder writable for you.`,
      { cause },
    );
  }
}

// A process that was killed while it wrote leaves its draft, which holds tokens.
async function removeOldDrafts({ folder, path }: { folder: string; path: string }): Promise<void> {
  const prefix = `${basename(path)}.`;
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix) || !name.endsWith(".draft")) continue;
    const draft = join(folder, name);
    const { mtimeMs } = await stat(draft).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > draftAgeMaxMs) await rm(draft, { force: true });
  }
}

async function accountsIn(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw new AuthError(
      "token_store_unreadable",
      `Cannot read the folder ${folder}: check who owns it.`,
      { cause },
    );
  }
  return names
    .filter((name) => name.endsWith(extension))
    .map((name) => decodeURIComponent(name.slice(0, -extension.length)))
    .sort();
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
