import { ApiError } from "./api-error.ts";
import { sizeOf } from "./media-source.ts";
import type { MediaSource } from "./media-source.ts";
import { readAnswer } from "./read-answer.ts";
import { retryAfterSecondsOf } from "./retry-after.ts";
import { sleep } from "./sleep.ts";

/** Servers take chunks of this many bytes and their multiples; only the last one may be shorter. */
export const chunkUnitBytes = 262_144;

const passingStatuses = new Set([408, 429, 500, 502, 503, 504]);

/** What a resumable upload is done with. */
export interface ResumableUpload {
  source: MediaSource;
  /** Address that the server gave for this upload. */
  sessionUrl: string;
  send: (request: Request) => Promise<Response>;
  chunkBytes: number;
  /** How often in a row it may fail without the server having got a byte more. */
  attemptsMax: number;
  delayMs: number;
  delayMaxMs: number;
  random: () => number;
  signal: AbortSignal | undefined;
  onProgress:
    | ((progress: { sentBytes: number; totalBytes: number | undefined }) => void)
    | undefined;
}

type Step = { done: Response } | { offset: number } | { failed: unknown };

/**
 * Sends media in chunks. After a cut connection or an answer that says "later" it asks the server what it has, and goes on from there.
 * @param offset - Where to begin; undefined asks the server.
 * @returns The answer to the last chunk.
 * @throws {ApiError} When the server refuses, or fails too often.
 */
export async function resumableUpload(
  upload: ResumableUpload,
  offset: number | undefined,
): Promise<Response> {
  let failures = 0;
  let reached = offset ?? 0;
  let isKnown = offset !== undefined;
  for (;;) {
    upload.signal?.throwIfAborted();
    const step = isKnown ? await sendChunk(upload, reached) : await askOffset(upload);
    if ("done" in step) {
      const { size } = upload.source;
      if (size !== undefined) upload.onProgress?.({ sentBytes: size, totalBytes: size });
      return step.done;
    }
    if ("offset" in step) {
      if (step.offset > reached) failures = 0;
      else if (isKnown) failures += 1;
      reached = step.offset;
      isKnown = true;
      upload.onProgress?.({ sentBytes: reached, totalBytes: upload.source.size });
      if (failures < upload.attemptsMax) continue;
      throw new Error("The server takes no more bytes of this upload.");
    }
    failures += 1;
    if (failures >= upload.attemptsMax) return unwrap(step.failed);
    isKnown = false;
    await waitAfter(step.failed, failures, upload);
  }
}

async function sendChunk(upload: ResumableUpload, offset: number): Promise<Step> {
  const { source, chunkBytes } = upload;
  const chunk = await source.read(offset, chunkBytes);
  const bytes = sizeOf(chunk);
  const end = offset + bytes;
  // A stream ends with the first chunk that is not full.
  const total = source.size ?? (bytes < chunkBytes ? end : undefined);
  const range = bytes === 0 ? "*" : `${offset}-${end - 1}`;
  return attempt(upload, `bytes ${range}/${total ?? "*"}`, chunk);
}

/** RFC-less, but the same everywhere: an empty PUT with no range is answered with what the server has. */
function askOffset(upload: ResumableUpload): Promise<Step> {
  return attempt(upload, `bytes */${upload.source.size ?? "*"}`, new Uint8Array(0));
}

async function attempt(
  upload: ResumableUpload,
  range: string,
  body: Blob | Uint8Array<ArrayBuffer>,
): Promise<Step> {
  const { sessionUrl, send, signal = null } = upload;
  try {
    const headers = { "content-range": range };
    const response = await send(new Request(sessionUrl, { method: "PUT", headers, body, signal }));
    if (response.status === 308) {
      await response.body?.cancel();
      const last = /(\d+)$/.exec(response.headers.get("range") ?? "")?.[1];
      return { offset: last === undefined ? 0 : Number(last) + 1 };
    }
    return passingStatuses.has(response.status) ? { failed: response } : await finished(response);
  } catch (failed) {
    // fetch rejects with a TypeError when the connection breaks; the rest is final.
    if (signal?.aborted || !(failed instanceof TypeError)) throw failed;
    return { failed };
  }
}

/** The answer may be cut too: its bytes are read here, so that asking again gets them again. */
async function finished(response: Response): Promise<Step> {
  const text = await response.text();
  const { status, statusText, headers } = response;
  const body = text === "" ? null : text;
  return { done: new Response(body, { status, statusText, headers }) };
}

async function unwrap(failed: unknown): Promise<Response> {
  if (!(failed instanceof Response)) throw failed;
  await readAnswer(failed);
  throw new ApiError(failed, undefined);
}

async function waitAfter(
  failed: unknown,
  failures: number,
  upload: ResumableUpload,
): Promise<void> {
  const { delayMs, delayMaxMs, random, signal } = upload;
  let askedMs = 0;
  if (failed instanceof Response) {
    askedMs = (retryAfterSecondsOf(failed, Date.now()) ?? 0) * 1000;
    await failed.body?.cancel();
  }
  const spread = random() * Math.min(delayMaxMs, delayMs * 2 ** (failures - 1));
  await sleep(Math.min(Math.max(askedMs, spread), delayMaxMs), signal);
}
