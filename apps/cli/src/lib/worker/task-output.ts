import { createHash, randomBytes } from "node:crypto";
import { openAsBlob } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CliError } from "../cli-error.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { makeFolder } from "../make-folder.ts";
import type { TaskFacts } from "./task-facts.ts";

/** Where a command's standard output goes. */
interface TaskOutput {
  /** The open file that the command writes to; undefined passes its output on. */
  file: number | undefined;
  /** Keeps what was written: the command has succeeded. */
  keep: () => Promise<void>;
  /** Forgets it. Does nothing after `keep`. */
  drop: () => Promise<void>;
}

/** Opens the output of one run. */
export type OpenOutput = (facts: TaskFacts) => Promise<TaskOutput>;

// A file name has at most 255 bytes, and a draft's is longer than the task's.
const fileNameCharactersMax = 200;
const uploadTimeoutMs = 60_000;

/** The worker's own standard output. */
export const passOn: OpenOutput = async () => ({
  file: undefined,
  keep: async () => undefined,
  drop: async () => undefined,
});

/**
 * One file a task, under the task's name, there only when it is whole.
 *
 * @throws CliError when the folder cannot be made, or takes no file: no task is to be leased for that.
 */
export async function outputToFolder(folder: string): Promise<OpenOutput> {
  await tryFolder(folder);
  return async ({ id }) => {
    const path = join(folder, fileNameOf(id));
    const draft = draftOf(path);
    const spooled = { path: draft, mode: 0o666, flush: true, deliver: () => rename(draft, path) };
    try {
      makeFolder(folder);
      // What is deleted at the server is gone for good: so must this be there for good.
      return await spool(spooled);
    } catch (cause) {
      throw unwritable(exitCodes.failed, folder, cause);
    }
  };
}

async function tryFolder(folder: string): Promise<void> {
  const draft = draftOf(join(folder, "leasehold"));
  try {
    makeFolder(folder);
    await using handle = await open(draft, "wx");
    // An empty file has room on a full disk.
    await handle.writeFile("\n");
  } catch (cause) {
    throw unwritable(exitCodes.usage, folder, cause);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

function draftOf(path: string): string {
  return `${path}.${randomBytes(6).toString("hex")}.draft`;
}

function unwritable(exitCode: ExitCode, folder: string, cause: unknown): CliError {
  const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
  const text = `Cannot keep output in ${folder}${code}: make it a folder that you can write to, with room on its disk, or give another --output-dir.`;
  return new CliError(exitCode, text, cause);
}

/** A POST of the output for each task, with the task's facts in headers; a 2xx answer says that it is kept. */
export function outputToAddress(address: string): OpenOutput {
  return async (facts) => {
    const draft = join(tmpdir(), `leasehold-worker-${randomBytes(12).toString("hex")}`);
    const deliver = (): Promise<void> => post(address, draft, facts);
    return spool({ path: draft, mode: 0o600, flush: false, deliver });
  };
}

async function spool(options: {
  path: string;
  mode: number;
  /** Whether it is to be on disk before it is delivered. */
  flush: boolean;
  deliver: () => Promise<void>;
}): Promise<TaskOutput> {
  const { path, mode, flush, deliver } = options;
  const handle = await open(path, "wx", mode);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= handle.close());
  return {
    file: handle.fd,
    async keep() {
      if (flush) await handle.sync();
      await close();
      await deliver();
    },
    async drop() {
      await close();
      await rm(path, { force: true });
    },
  };
}

async function post(address: string, path: string, facts: TaskFacts): Promise<void> {
  const response = await fetch(address, {
    method: "POST",
    headers: {
      "content-type": "application/octet-stream",
      "leasehold-task-project": facts.project,
      "leasehold-task-queue": facts.queue,
      "leasehold-task-id": facts.id,
      // A tag is any text, a header is not.
      "leasehold-task-tag": encodeURIComponent(facts.tag),
      "leasehold-task-retry-count": `${facts.retryCount}`,
    },
    body: await openAsBlob(path),
    signal: AbortSignal.timeout(uploadTimeoutMs),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
}

function fileNameOf(id: string): string {
  if (id.length <= fileNameCharactersMax) return id;
  const digest = createHash("sha256").update(id).digest("hex").slice(0, 32);
  return `${id.slice(0, fileNameCharactersMax - digest.length - 1)}-${digest}`;
}
