import { randomBytes } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Authentication, Authority } from "@leasehold/authority";
import type { ApiAnswer, ApiHandler, ApiRequest } from "../api/exchange.ts";
import { renderError } from "../api/render-error.ts";
import { inflatedBody } from "../api/request-body.ts";
import type { ApiMetrics } from "../metrics/api-metrics.ts";
import { type BatchPart, parseBatch } from "./parse-batch.ts";
import { authenticateBatch, isSignedBatch } from "./signed-batch.ts";

const credentialParameter = /[?&](?:access_token|oauth_token|oauth_signature)=/;

/**
 * Answers a batch: its calls run at the same time, so that they share commits, and each succeeds or fails alone.
 * The outer request's Authorization serves the calls that bring no credential; so does its OAuth 1.0 signature.
 */
export function createBatchHandler(options: {
  handle: ApiHandler;
  authority: Pick<Authority, "authenticate">;
  /** Counts the calls inside as it counts those outside. */
  metrics: ApiMetrics;
  bodyBytesMax: number;
}): ApiHandler {
  const { handle, authority, metrics, bodyBytesMax } = options;
  const measure: ApiHandler = async (request) => {
    const startedMs = performance.now();
    const answer = await handle(request);
    const seconds = (performance.now() - startedMs) / 1000;
    metrics.observe(answer.methodId ?? "unknown", answer.status, seconds);
    return answer;
  };
  return async (request) => {
    try {
      const body = (await inflatedBody(request, bodyBytesMax)) ?? Buffer.alloc(0);
      const parts = parseBatch(request.headers["content-type"], body);
      const signer = isSignedBatch(request)
        ? await authenticateBatch(request, authority)
        : undefined;
      const answers = await Promise.all(
        parts.map((part) => measure(requestOf(part, request, signer))),
      );
      return compose(parts, answers);
    } catch (error) {
      return renderError(error, { pretty: true, methodId: batchMethodId });
    }
  };
}

const batchMethodId = "batch";

function requestOf(
  part: BatchPart,
  outer: ApiRequest,
  signer: Authentication | undefined,
): ApiRequest {
  const { method, target, body } = part;
  const headers = { ...part.headers };
  headers["x-goog-api-key"] ??= outer.headers["x-goog-api-key"];
  if (outer.headers.referer !== undefined) headers.referer ??= outer.headers.referer;
  const { host, remoteAddress, signal } = outer;
  const request = { method, target, host, headers, body, remoteAddress, signal };
  if (headers.authorization !== undefined || credentialParameter.test(target)) return request;
  if (signer !== undefined) return { ...request, authentication: signer };
  if (outer.headers.authorization !== undefined) {
    headers.authorization = outer.headers.authorization;
  }
  return request;
}

function compose(parts: readonly BatchPart[], answers: readonly ApiAnswer[]): ApiAnswer {
  const boundary = `batch_${randomBytes(18).toString("base64url")}`;
  const texts = answers.map((answer, index) => partText(answer, parts[index]!, boundary));
  const faults = answers.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
  return {
    status: 200,
    headers: [
      "Content-Type",
      `multipart/mixed; boundary=${boundary}`,
      "Cache-Control",
      "private, no-store",
    ],
    body: `${texts.join("")}--${boundary}--\r\n`,
    methodId: batchMethodId,
    ...(faults.length === 0
      ? undefined
      : { fault: new AggregateError(faults, `${faults.length} calls of a batch failed inside.`) }),
  };
}

function partText(answer: ApiAnswer, { contentId, method }: BatchPart, boundary: string): string {
  const id = contentId === undefined ? "" : `Content-ID: ${responseId(contentId)}\r\n`;
  const { status, headers } = answer;
  const body = answer.body === undefined ? "" : String(answer.body);
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n`;
  for (let index = 0; index < headers.length; index += 2) {
    head += `${headers[index]}: ${headers[index + 1]}\r\n`;
  }
  head += `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const shown = method === "HEAD" ? "" : body;
  return `--${boundary}\r\nContent-Type: application/http\r\n${id}\r\n${head}${shown}\r\n`;
}

// Inside the angle brackets when there are any, before it when not.
function responseId(contentId: string): string {
  return contentId.startsWith("<") ? `<response-${contentId.slice(1)}` : `response-${contentId}`;
}
