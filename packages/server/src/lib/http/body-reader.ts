import type { IncomingMessage } from "node:http";
import { backendError } from "../api/api-error.ts";
import { limits } from "./limits.ts";
import { readBody } from "./read-body.ts";

/** Reads bodies, and knows how many bytes of them are in memory. */
export interface BodyReader {
  /**
   * Reads a body and keeps it counted until `use` is done with it.
   *
   * @throws ApiError 503 when all bodies together are more than memory is set aside for, 413 when it is too large; RequestAborted.
   */
  withBody: <Result>(
    request: IncomingMessage,
    bytesMax: number,
    use: (body: Buffer | undefined) => Promise<Result>,
  ) => Promise<Result>;
}

export function createBodyReader(): BodyReader {
  // Received bytes, not announced ones: an announcement costs its sender nothing.
  let bufferedBytes = 0;
  return {
    async withBody(request, bytesMax, use) {
      if (bufferedBytes >= limits.bufferedBytesMax) {
        throw backendError("Backend Error. More is being received than this server can take.");
      }
      let ownBytes = 0;
      const keep = (bytes: number): void => {
        ownBytes += bytes;
        bufferedBytes += bytes;
      };
      try {
        return await use(await readBody(request, { bytesMax, keep }));
      } finally {
        bufferedBytes -= ownBytes;
      }
    },
  };
}
