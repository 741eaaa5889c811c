import type { Socket } from "node:net";
import { STATUS_CODES } from "node:http";
import { ApiError } from "../api/api-error.ts";
import { renderError } from "../api/render-error.ts";
import { limits } from "./limits.ts";

/**
 * Answers what node:http could not take as a request, in the envelope that every other refusal has, and ends the
 * connection: where the next request begins on it, nobody can tell.
 */
export function refuseConnection(error: { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const refusal = refusals.get(error.code) ?? notHttp;
  const {
    status,
    headers,
    body = "",
  } = renderError(refusal, {
    pretty: true,
    methodId: undefined,
  });
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, "Connection: close"];
  for (let index = 0; index < headers.length; index += 2) {
    lines.push(`${headers[index]}: ${headers[index + 1]}`);
  }
  lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  if (socket.writable) socket.write(`${lines.join("\r\n")}\r\n\r\n${String(body)}`);
  socket.destroySoon();
}

const notHttp = refusal(400, "Bad Request. What was sent is no request of HTTP/1.1.");

const refusals: ReadonlyMap<string | undefined, ApiError> = new Map([
  [
    "HPE_HEADER_OVERFLOW",
    refusal(
      431,
      `Request Header Fields Too Large. A request's headers and its address may have ${limits.headerBytesMax} bytes together.`,
    ),
  ],
  [
    "ERR_HTTP_REQUEST_TIMEOUT",
    refusal(
      408,
      `Request Timeout. Send the headers within ${limits.headersTimeoutMs / 1000} seconds, and all of a request within ${limits.requestTimeoutMs / 1000}.`,
    ),
  ],
]);

function refusal(status: number, message: string): ApiError {
  return new ApiError({ status, reason: "invalid", message });
}
