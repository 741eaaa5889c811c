import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { ApiAnswer } from "../api/exchange.ts";
import { limits } from "./limits.ts";

const compress = promisify(gzip);
const level = 4;
const gzipOffered = /(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q=(?:1(?:\.0*)?|0?\.\d*[1-9]\d*)\s*)?(?:,|$)/i;

/** True when an answer is worth compressing and its caller asked for that. */
export function wantsGzip(
  acceptEncoding: string | string[] | undefined,
  answer: ApiAnswer,
): boolean {
  return (
    typeof acceptEncoding === "string" &&
    answer.body !== undefined &&
    answer.body.length >= limits.gzipBytesMin &&
    gzipOffered.test(acceptEncoding)
  );
}

/** The same answer, gzipped. Its bytes are others, so its ETag is another too. */
export async function compressAnswer(answer: ApiAnswer): Promise<ApiAnswer> {
  const headers = answer.headers.map((value, index) =>
    index % 2 === 1 && answer.headers[index - 1] === "ETag" ? gzipEtag(value) : value,
  );
  return {
    ...answer,
    headers: [...headers, "Content-Encoding", "gzip", "Vary", "Accept-Encoding"],
    body: await compress(answer.body ?? "", { level }),
  };
}

const gzipSuffix = '-gzip"';

function gzipEtag(etag: string): string {
  return etag.replace(/"$/, gzipSuffix);
}

/** The ETag of the plain answer that a gzipped one was made from. */
export function plainEtag(etag: string): string {
  return etag.endsWith(gzipSuffix) ? `${etag.slice(0, -gzipSuffix.length)}"` : etag;
}
