import { sleep } from "./sleep.ts";

/** How a download goes on after a cut connection. */
export interface Resumption {
  /** The answer that began it. */
  response: Response;
  /** Asks for the rest. */
  ask: (headers: { range: string; "if-range": string }) => Promise<Response>;
  attemptsMax: number;
  delayMs: number;
  delayMaxMs: number;
  random: () => number;
  signal: AbortSignal | undefined;
}

const passingStatuses = new Set([408, 429, 500, 502, 503, 504]);

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

/**
 * Gives the bytes of an answer; when the connection is cut, those that are missing of the same file, from a second request
 * (RFC 9110, 13.1.5 and 14.2). Only an answer with a strong ETag can go on: nothing else says that the file is still the same.
 */
export function resumedBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  resumption: Resumption,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let reader: Reader = body.getReader();
  let bytes = 0;
  let failures = 0;
  return new ReadableStream({
    async pull(controller) {
      for (;;) {
        try {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          bytes += value.byteLength;
          failures = 0;
          return controller.enqueue(value);
        } catch (cause) {
          reader = await next(cause, { bytes, resumption, failures: (failures += 1) });
        }
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** The rest of the file, or the reason why there is none. */
async function next(
  cause: unknown,
  { bytes, failures, resumption }: { bytes: number; failures: number; resumption: Resumption },
): Promise<Reader> {
  const { attemptsMax, delayMs, delayMaxMs, random, signal } = resumption;
  const etag = resumption.response.headers.get("etag");
  const stop = (why: string) =>
    new Error(`The download was cut after ${bytes} bytes and does not go on: ${why}.`, { cause });
  signal?.throwIfAborted();
  if (!canGoOn(resumption.response, etag))
    throw stop("its answer is not a whole file with a strong ETag");
  if (failures >= attemptsMax) throw stop(`${failures} attempts in a row failed`);
  await sleep(random() * Math.min(delayMaxMs, delayMs * 2 ** (failures - 1)), signal);
  const answer = await resumption
    .ask({ range: `bytes=${bytes}-`, "if-range": etag })
    .catch((error: unknown) => {
      signal?.throwIfAborted();
      return { status: 503, error } as const;
    });
  if (answer instanceof Response && answer.status === 206 && answer.body) {
    const isRest = answer.headers.get("content-range")?.startsWith(`bytes ${bytes}-`);
    if (isRest && answer.headers.get("etag") === etag) return answer.body.getReader();
  }
  if (answer instanceof Response) await answer.body?.cancel();
  if (!passingStatuses.has(answer.status)) {
    throw stop(
      answer.status === 200 ? "the file is another now" : `the server answered ${answer.status}`,
    );
  }
  return next(cause, { bytes, resumption, failures: failures + 1 });
}

/** A body that was packed is counted in other bytes than those that are read from it. */
function canGoOn(response: Response, etag: string | null): etag is string {
  return (
    response.status === 200 &&
    etag !== null &&
    !etag.startsWith("W/") &&
    !response.headers.has("content-encoding")
  );
}
