import type { IncomingMessage } from "node:http";
import { bodyTooLarge } from "../api/request-body.ts";
import { limits } from "./limits.ts";

/** True when a request has a body to read. */
export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return (length !== undefined && length !== "0") || headers["transfer-encoding"] !== undefined;
}

/** The caller went away in the middle of the body: there is nobody to answer. */
export class RequestAborted extends Error {
  override name = "RequestAborted";
}

/**
 * Reads a body as sent. `keep` is told of each chunk's bytes that stay in memory.
 *
 * @throws ApiError 413 when it is too large; RequestAborted.
 */
export function readBody(
  request: IncomingMessage,
  { bytesMax, keep }: { bytesMax: number; keep: (bytes: number) => void },
): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const announced = Number(request.headers["content-length"] ?? 0);
    if (announced > limits.discardedBytesMax) {
      reject(bodyTooLarge(bytesMax));
      return;
    }
    const chunks: Buffer[] = [];
    let received = 0;
    request.on("data", (chunk: Buffer) => {
      received += chunk.length;
      if (received <= bytesMax) {
        chunks.push(chunk);
        keep(chunk.length);
      } else {
        chunks.length = 0;
      }
      if (received > limits.discardedBytesMax) reject(bodyTooLarge(bytesMax));
    });
    request.on("end", () => {
      if (received > bytesMax) reject(bodyTooLarge(bytesMax));
      else if (received === 0) resolve(undefined);
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, received));
    });
    request.on("error", () => reject(new RequestAborted()));
    request.on("close", () => {
      if (!request.complete) reject(new RequestAborted());
    });
  });
}
