import { createReadStream, createWriteStream, openAsBlob } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type CallOptions, createCalls } from "@leasehold/client-runtime";
import { type Download, downloads } from "@leasehold/client-runtime/downloads";
import { items, pages } from "@leasehold/client-runtime/pages";
import { type Upload, uploads, type UploadOptions } from "@leasehold/client-runtime/uploads";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import type { ApiFlags } from "./api-flags.ts";
import type { ApiMethod } from "./api-method.ts";
import { printAnswer, printItems } from "./print-answer.ts";

/** A call that is ready to be made. */
export interface ReadyCall {
  api: ApiMethod;
  parameters: Record<string, unknown>;
  body: unknown;
  flags: ApiFlags;
}

/** How it is sent. */
export interface Transport {
  baseUrl: string;
  authorize?: ((request: Request) => Promise<Request>) | undefined;
  fetch: (request: Request) => Promise<Response>;
}

type Parameters = Record<string, unknown>;
type Call = ((
  parameters: Parameters,
  options: CallOptions & { body?: unknown },
) => Promise<object>) &
  Partial<Upload<Parameters, unknown, object | undefined>> &
  Partial<Download<Parameters>>;

/** Makes the call with the run time of the generated clients, and prints or keeps what comes of it. */
export async function callMethod(
  host: Host,
  ready: ReadyCall,
  { transport, json }: { transport: Transport; json: boolean },
): Promise<void> {
  const { api, parameters, body, flags } = ready;
  const call = callOf(api, transport);
  const options = body === undefined ? {} : { body };
  if (flags.upload !== undefined) {
    const answer = await upload(host, call, ready);
    return printAnswer(host, answer, json);
  }
  if (flags.output !== undefined || api.row[2].download === "plain") {
    return download(host, call, ready);
  }
  if (flags.pageAll === true || flags.limit !== undefined) {
    const limit = { limit: flags.limit };
    const all =
      api.row[2].items === undefined
        ? pages(call, parameters, options)
        : items(call as never, parameters as never, { ...options, ...limit } as never);
    return printItems(host, all, json);
  }
  const answer = await call(parameters, options);
  printAnswer(host, answer, json);
  const next = nextTokenOf(answer, api);
  if (next !== undefined && !json) {
    host.tell(`There is more: --page-token ${next}, or --page-all for everything.`);
  }
}

function callOf(api: ApiMethod, transport: Transport): Call {
  const features = {
    abilities: [uploads, downloads],
    dataWrapper: api.document.features?.includes("dataWrapper") === true,
  };
  const options = { ...transport, retry: {} };
  const tree = createCalls({ call: api.row }, transport.baseUrl, options, features);
  return (tree as { call: Call }).call;
}

function nextTokenOf(answer: object | undefined, { row }: ApiMethod): string | undefined {
  const [, , { items: field, next = "nextPageToken" }] = row;
  if (answer === undefined || (field === undefined && next === "nextPageToken")) return undefined;
  const token: unknown = (answer as Record<string, unknown>)[next];
  return typeof token === "string" && token !== "" ? token : undefined;
}

async function upload(host: Host, call: Call, ready: ReadyCall): Promise<object | undefined> {
  const { parameters, body, flags } = ready;
  const { upload: path = "", uploadType, mediaType, uploadSession } = flags;
  let session: string | undefined;
  const options: UploadOptions = {
    media: await mediaOf(host, path),
    body,
    mediaType,
    protocol: uploadSession === undefined ? uploadType : "resumable",
    sessionUrl: uploadSession,
    onSession: (url) => {
      session = url;
    },
    onProgress: ({ sentBytes, totalBytes }) => host.progress(progressLine(sentBytes, totalBytes)),
  };
  try {
    return await call.upload?.(parameters, options);
  } catch (error) {
    host.progress(undefined);
    if (session !== undefined && path !== "-") {
      host.tell(`The upload can go on where it broke off: --upload-session '${session}'`);
    }
    throw error;
  } finally {
    host.progress(undefined);
  }
}

async function mediaOf(host: Host, path: string): Promise<UploadOptions["media"]> {
  if (path === "-") return Readable.toWeb(host.stdin) as ReadableStream<Uint8Array>;
  // openAsBlob takes only what has a length: a pipe is read once instead.
  const isFile = (await stat(path)).isFile();
  if (isFile) return openAsBlob(path);
  return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
}

async function download(host: Host, call: Call, { parameters, flags }: ReadyCall): Promise<void> {
  const { output = "-" } = flags;
  const answer = await call.download?.(parameters);
  if (answer === undefined || answer.body === null) return;
  const total = Number(answer.headers.get("content-length") ?? Number.NaN);
  const source = Readable.fromWeb(answer.body);
  if (output === "-") {
    await pipeline(source, process.stdout, { end: false });
    return;
  }
  let bytes = 0;
  source.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    host.progress(progressLine(bytes, Number.isNaN(total) ? undefined : total));
  });
  let cut: unknown;
  source.once("error", (error) => (cut = error));
  const draft = `${output}.part`;
  try {
    await pipeline(source, createWriteStream(draft));
    await rename(draft, output);
  } catch (cause) {
    await rm(draft, { force: true });
    if (cause instanceof TypeError) throw cause;
    const said = cause instanceof Error ? cause.message : String(cause);
    if (cause === cut) throw new CliError(exitCodes.failed, `${said} Nothing was kept.`, cause);
    throw new CliError(exitCodes.failed, `Cannot keep the file as ${output}: ${said}.`, cause);
  } finally {
    host.progress(undefined);
  }
  host.tell(`${output}: ${bytes} bytes`);
}

function progressLine(bytes: number, total: number | undefined): string {
  const part = total === undefined || total === 0 ? "" : `  ${Math.floor((bytes / total) * 100)} %`;
  const of = total === undefined ? "" : ` of ${mebibytes(total)}`;
  return `${mebibytes(bytes)}${of} MiB${part}`;
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
