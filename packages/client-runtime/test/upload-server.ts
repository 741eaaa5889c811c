import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What an upload server does wrong. */
export interface UploadFaults {
  /** Cuts the connection each time that so many bytes of the file have come in. */
  cutsAfterBytes?: number[];
  /** Answers this many chunks with a status and Retry-After: 0, without taking them. */
  refusals?: { status: number; count: number };
  /** Confirms half of a chunk only, once. */
  takesHalfOnce?: boolean;
}

interface UploadServer extends AsyncDisposable {
  url: string;
  /** Verb and Content-Range (or path) of each request, in order. */
  seen: string[];
  received: () => { bytes: number; sha256: string };
  begun: () => { url: string; headers: IncomingMessage["headers"]; body: string } | undefined;
}

/** A server for resumable uploads, as Google's is: 308 with Range until the last byte is there. */
export async function uploadServer(faults: UploadFaults = {}): Promise<UploadServer> {
  const cuts = [...(faults.cutsAfterBytes ?? [])];
  const refusals = { count: 0, status: 0, ...faults.refusals };
  let takesHalf = faults.takesHalfOnce ?? false;
  const seen: string[] = [];
  const hash = createHash("sha256");
  let bytes = 0;
  let first: { url: string; headers: IncomingMessage["headers"]; body: string } | undefined;

  const accept = (piece: Buffer) => {
    hash.update(piece);
    bytes += piece.length;
  };
  const goOn = (response: ServerResponse) => {
    if (bytes > 0) response.setHeader("range", `bytes=0-${bytes - 1}`);
    response.writeHead(308).end();
  };
  const takeChunk = async (request: IncomingMessage, response: ServerResponse) => {
    const range = request.headers["content-range"] ?? "";
    seen.push(`PUT ${range}`);
    const [, start, end, total] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(range) ?? [];
    const limit = takesHalf && end !== undefined ? Math.floor((Number(end) + 1) / 2) : Infinity;
    const isRefused = end !== undefined && refusals.count > 0;
    if (isRefused) refusals.count -= 1;
    for await (const piece of request as AsyncIterable<Buffer>) {
      if (isRefused) continue;
      const room = Math.min(cuts[0] ?? Infinity, limit) - bytes;
      accept(piece.subarray(0, Math.max(0, room)));
      if (bytes === cuts[0]) {
        cuts.shift();
        request.destroy();
        return;
      }
    }
    if (end !== undefined) takesHalf = false;
    if (isRefused) response.writeHead(refusals.status, { "retry-after": "0" }).end();
    else if (start !== undefined && Number(start) > bytes) response.writeHead(400).end();
    else if (total !== undefined && total !== "*" && Number(total) === bytes) {
      response.writeHead(200, { "content-type": "application/json" }).end('{"id":"f1"}');
    } else goOn(response);
  };
  const server = createServer((request, response) => {
    if (request.method === "PUT") {
      takeChunk(request, response).catch(() => response.destroy());
      return;
    }
    void request.toArray().then((pieces: Buffer[]) => {
      const body = Buffer.concat(pieces).toString("utf8");
      first = { url: request.url ?? "", headers: request.headers, body };
      seen.push(`${request.method} ${request.url}`);
      const { port } = server.address() as AddressInfo;
      const location = `http://127.0.0.1:${port}/upload/session/1`;
      const isSession = request.url?.includes("uploadType=resumable");
      response.writeHead(200, isSession ? { location } : {}).end(isSession ? "" : '{"id":"f1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    received: () => ({ bytes, sha256: hash.copy().digest("hex") }),
    begun: () => first,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
