import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { AuthError } from "../auth-error.ts";
import type { Tokens, TokenStore } from "../token-store.ts";
import { withLock } from "./lock-file.ts";

/** How tokens stand in their file. */
export interface TokenForm {
  write: (tokens: Tokens, account: string) => string;
  /** Gives back what was written for the account; `path` is for messages. */
  read: (text: string, file: { path: string; account: string }) => Tokens;
}

// A file name has at most 255 bytes, and a draft's is longer than the account's.
const fileNameCharactersMax = 200;
const extension = ".json";
// No write takes a minute.
const draftAgeMaxMs = 60_000;

/** A folder (0700) with a file (0600) for each account, replaced by rename, and a lock beside it. */
export function tokenFolder({ folder, form }: { folder: string; form: TokenForm }): TokenStore {
  return {
    async load(account) {
      const path = fileOf(folder, account);
      const text = await readIfThere(path);
      return text === undefined ? undefined : form.read(text, { path, account });
    },
    async save(account, tokens) {
      const path = fileOf(folder, account);
      await replaceFile({ folder, path, text: form.write(tokens, account) });
    },
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

async function replaceFile(file: { folder: string; path: string; text: string }): Promise<void> {
  const draft = `${file.path}.${randomBytes(6).toString("hex")}.draft`;
  try {
    await mkdir(file.folder, { recursive: true, mode: 0o700 });
    // An older folder may be open to others.
    await chmod(file.folder, 0o700);
    await using handle = await open(draft, "wx", 0o600);
    await handle.writeFile(file.text);
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
