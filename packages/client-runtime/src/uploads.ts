import { ApiError } from "./lib/api-error.ts";
import type { CallOptions } from "./client-runtime.ts";
import { callHeaders, callUrl } from "./lib/call-request.ts";
import type { CallTarget } from "./lib/call-target.ts";
import { mediaSource } from "./lib/media-source.ts";
import type { Media, MediaSource } from "./lib/media-source.ts";
import { readAnswer } from "./lib/read-answer.ts";
import { chunkUnitBytes, resumableUpload } from "./lib/resumable-upload.ts";
import { retryingFetch } from "./lib/retrying-fetch.ts";

/** What goes with an upload. */
export interface UploadOptions<Body = unknown> extends CallOptions {
  /** What is uploaded. A Blob is read piece by piece; a stream once. */
  media: Media;
  /** Media type. Default: the Blob's, else application/octet-stream. */
  mediaType?: string | undefined;
  /** The resource that the media belongs to. */
  body?: Body | undefined;
  /** How it is sent. Default: `resumable` for a stream and for more than 5 MiB where the method has it, else `multipart` with a body, else `simple`. */
  protocol?: "simple" | "multipart" | "resumable" | undefined;
  /** Bytes of a chunk of a resumable upload, a multiple of 262144. Default: 8388608. */
  chunkBytes?: number | undefined;
  /** How often in a row a resumable upload may fail before it is given up. Default: 8. */
  attemptsMax?: number | undefined;
  /** The longest wait after a first failure; it doubles with each one. In milliseconds. Default: 500. */
  delayMs?: number | undefined;
  /** The longest wait. In milliseconds. Default: 30000. */
  delayMaxMs?: number | undefined;
  /** A number from 0 to 1, to spread waits by. Default: Math.random. */
  random?: (() => number) | undefined;
  /** Address of a resumable upload that was begun before: it goes on where the server is. */
  sessionUrl?: string | undefined;
  /** Called with the address of a resumable upload, to keep it for {@link UploadOptions.sessionUrl}. */
  onSession?: ((sessionUrl: string) => void) | undefined;
  /** Called as the server confirms bytes of a resumable upload; totalBytes is undefined for a stream. */
  onProgress?:
    | ((progress: { sentBytes: number; totalBytes: number | undefined }) => void)
    | undefined;
}

/** A call that takes media. */
export interface Upload<Parameters, Body, Answer> {
  /**
   * Uploads media, with the resource that it belongs to.
   * @throws {ApiError} When the server refuses.
   * @throws {TypeError} When the method does not take media in this way.
   */
  readonly upload: (parameters: Parameters, options: UploadOptions<Body>) => Promise<Answer>;
}

/** From here on an upload is worth being able to resume. */
const resumableFromBytes = 5 * 1024 * 1024;

/** Gives the calls that take media their `upload`. */
export function uploads(call: object, target: CallTarget): void {
  if (!target.details.upload) return;
  const upload = (parameters: Record<string, unknown>, options: UploadOptions): Promise<unknown> =>
    sendMedia(target, parameters, options);
  Object.assign(call, { upload });
}

async function sendMedia(
  target: CallTarget,
  parameters: Record<string, unknown>,
  options: UploadOptions,
): Promise<unknown> {
  const { simple, resumable, multipart = false } = target.details.upload ?? {};
  const source = mediaSource(options.media);
  const isLong = source.size === undefined || source.size > resumableFromBytes;
  const usual = options.body === undefined ? "simple" : "multipart";
  const { protocol = resumable !== undefined && isLong ? "resumable" : usual } = options;
  // Servers take all three at the simple path, told apart by uploadType: it is the one that they document.
  const path = simple ?? resumable ?? "";
  const has = { simple, resumable, multipart: multipart ? simple : undefined }[protocol];
  if (has === undefined) throw new TypeError(`This method has no ${protocol} upload.`);
  const uploadType = protocol === "simple" ? "media" : protocol;
  const url = callUrl(target, path, { ...parameters, uploadType });
  const mediaType = options.mediaType || source.type || "application/octet-stream";
  if (protocol === "resumable") return resume(target, { url, mediaType, source }, options);
  const read = await source.read(0, Infinity);
  const media = read instanceof Blob ? read : new Blob([read]);
  const whole = protocol === "multipart" ? relatedBody(media, mediaType, options.body) : media;
  const type = protocol === "multipart" ? whole.type : mediaType;
  return readAnswer(await target.send(requestOf(target, options, { url, type, body: whole })));
}

function requestOf(
  target: CallTarget,
  options: CallOptions,
  { url, type, body }: { url: string; type: string; body: Blob },
): Request {
  return new Request(url, {
    method: target.verb,
    headers: callHeaders(target, options, { "content-type": type }),
    body,
    signal: options.signal ?? null,
  });
}

/** RFC 2387: the resource, then the media. */
function relatedBody(media: Blob, mediaType: string, body: unknown): Blob {
  const boundary = `part_${crypto.randomUUID()}`;
  const json = JSON.stringify(body ?? {});
  const head = `--${boundary}\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n${json}\r\n--${boundary}\r\ncontent-type: ${mediaType}\r\n\r\n`;
  const type = `multipart/related; boundary=${boundary}`;
  return new Blob([head, media, `\r\n--${boundary}--\r\n`], { type });
}

async function resume(
  target: CallTarget,
  { url, mediaType, source }: { url: string; mediaType: string; source: MediaSource },
  options: UploadOptions,
): Promise<unknown> {
  const { chunkBytes = 32 * chunkUnitBytes, attemptsMax = 8, random = Math.random } = options;
  const { delayMs = 500, delayMaxMs = 30_000 } = options;
  if (!(chunkBytes > 0) || chunkBytes % chunkUnitBytes !== 0) {
    throw new RangeError(`chunkBytes must be a multiple of ${chunkUnitBytes}.`);
  }
  const retry = {
    attemptsMax: Math.min(Math.max(attemptsMax, 2), 10),
    delayMs,
    delayMaxMs,
    random,
  };
  const begin = retryingFetch(target.sendOnce, { ...retry, verbs: [target.verb] });
  const sessionUrl =
    options.sessionUrl ?? (await beginSession(target, { url, mediaType, source, begin }, options));
  options.onSession?.(sessionUrl);
  // The address is itself a credential; ours goes to our own server only.
  const isOurs = new URL(sessionUrl).origin === new URL(target.baseUrl).origin;
  const response = await resumableUpload(
    {
      source,
      sessionUrl,
      chunkBytes,
      attemptsMax,
      delayMs,
      delayMaxMs,
      random,
      // A chunk that was cut off is not sent again as it was: the server may have a part of it.
      send: isOurs ? target.sendOnce : target.fetch,
      signal: options.signal,
      onProgress: options.onProgress,
    },
    options.sessionUrl === undefined ? 0 : undefined,
  );
  return readAnswer(response);
}

async function beginSession(
  target: CallTarget,
  facts: {
    url: string;
    mediaType: string;
    source: MediaSource;
    begin: (request: Request) => Promise<Response>;
  },
  options: UploadOptions,
): Promise<string> {
  const { url, mediaType, source, begin } = facts;
  const request = new Request(url, {
    method: target.verb,
    headers: callHeaders(target, options, {
      "content-type": "application/json; charset=UTF-8",
      "x-upload-content-type": mediaType,
      "x-upload-content-length": source.size?.toString(),
    }),
    body: JSON.stringify(options.body ?? {}),
    signal: options.signal ?? null,
  });
  const response = await begin(request);
  const place = response.headers.get("location");
  if (!response.ok) await readAnswer(response);
  await response.body?.cancel();
  if (place === null) throw new ApiError(response, undefined);
  return new URL(place, url).href;
}
