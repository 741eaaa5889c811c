import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AuthError } from "../auth-error.ts";

/** Who has a lock: its file's content and age. */
interface Holder {
  text: string;
  touchedAtMs: number;
}

const pollMs = 25;
const touchMs = 2000;
// A holder that did not touch its lock for so long is taken for dead.
const staleMs = 10_000;
const waitMaxMs = 60_000;

/**
 * Runs work while no other process that asks for the same lock does. A lock whose process has died is taken over: at
 * once when it ran on this machine, else when nobody has touched the file for ten seconds.
 *
 * @param path the lock's file; it is there while somebody has the lock.
 * @throws AuthError `token_store_locked` or `token_store_unwritable`.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const mark = await acquire(path);
  const touching = setInterval(() => {
    const now = new Date();
    // The lock may be gone: then another process has taken us for dead.
    utimes(path, now, now).catch(() => undefined);
  }, touchMs);
  touching.unref();
  try {
    return await work();
  } finally {
    clearInterval(touching);
    const holder = await look(path);
    if (holder?.text === mark) await rm(path, { force: true });
  }
}

async function acquire(path: string): Promise<string> {
  const mark = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    mark: randomBytes(8).toString("hex"),
  });
  const givenUpAtMs = performance.now() + waitMaxMs;
  let seen: Holder | undefined;
  let seenAtMs = 0;
  while (!(await create(path, mark))) {
    const holder = await look(path);
    if (holder === undefined) continue;
    if (holder.text !== seen?.text || holder.touchedAtMs !== seen.touchedAtMs) {
      seen = holder;
      seenAtMs = performance.now();
    }
    if (hasDied(holder.text) || performance.now() - seenAtMs > staleMs) {
      await breakLock(path, holder);
      continue;
    }
    if (performance.now() > givenUpAtMs) throw locked(path);
    await sleep(pollMs);
  }
  return mark;
}

async function create(path: string, mark: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await using handle = await open(path, "wx", 0o600);
    await handle.writeFile(mark);
    return true;
  } catch (cause) {
    if (codeOf(cause) === "EEXIST") return false;
    throw new AuthError(
      "token_store_unwritable",
      `Cannot write ${path}: make the folder writable for you.`,
      { cause },
    );
  }
}

async function look(path: string): Promise<Holder | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    return { text, touchedAtMs: mtimeMs };
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw cause;
  }
}

function hasDied(text: string): boolean {
  const { pid, host } = parse(text);
  if (typeof pid !== "number" || host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

// Empty between its creation and its first write.
function parse(text: string): { pid?: unknown; host?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/**
 * Of those who see a dead lock one removes it: another must not remove the next one's. That may be empty like the dead
 * one, but it is younger.
 */
async function breakLock(path: string, dead: Holder): Promise<void> {
  const breaker = `${path}.break`;
  if (!(await create(breaker, ""))) {
    const other = await look(breaker);
    // Whoever was to break it has died within these few lines.
    if (other !== undefined && Date.now() - other.touchedAtMs > staleMs) await rm(breaker);
    await sleep(pollMs);
    return;
  }
  try {
    const holder = await look(path);
    const isDead = holder?.text === dead.text && holder.touchedAtMs === dead.touchedAtMs;
    if (isDead) await rm(path, { force: true });
  } finally {
    await rm(breaker, { force: true });
  }
}

function locked(path: string): AuthError {
  return new AuthError(
    "token_store_locked",
    `Another process has been renewing these tokens for a minute: end it, or remove ${path}.`,
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
