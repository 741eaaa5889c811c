import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiAnswer } from "../api/exchange.ts";
import { corsHeaders } from "../api/preflight.ts";

/** Writes an answer to a connection. `requestId` goes with a refusal, and to a caller who sent one. */
export function sendAnswer(
  exchange: { request: IncomingMessage; response: ServerResponse; requestId: string | undefined },
  { status, headers, body }: ApiAnswer,
): void {
  const { request, response, requestId } = exchange;
  const pairs = headers.slice();
  const bytes = body === undefined ? 0 : Buffer.byteLength(body);
  // A 204 and a 304 have no length of their own (RFC 9110, 8.6).
  if (status !== 204 && status !== 304) pairs.push("Content-Length", String(bytes));
  if (request.headers.origin !== undefined) pairs.push(...corsHeaders);
  if (requestId !== undefined) pairs.push("X-Request-Id", requestId);
  response.sendDate = false;
  response.writeHead(status, pairs);
  // As many bytes as characters: all ASCII, which is written faster as Latin-1.
  if (typeof body === "string" && bytes === body.length) response.end(body, "latin1");
  else response.end(body);
}
