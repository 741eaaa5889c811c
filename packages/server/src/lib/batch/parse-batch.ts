import type { IncomingHttpHeaders } from "node:http";
import { invalidValue } from "../api/api-error.ts";

/** A call inside a batch. */
export interface BatchPart {
  /** The part's Content-ID as sent; undefined when it has none. */
  contentId: string | undefined;
  method: string;
  target: string;
  headers: IncomingHttpHeaders;
  body: Buffer | undefined;
}

/** Headers, and what comes after the empty line. */
interface Message {
  headers: IncomingHttpHeaders;
  rest: Buffer;
}

/** Most calls in one batch. */
const batchCallsMax = 1000;

const headerBytesMax = 16 * 1024;
const boundaryParameter = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;",]{1,70}))/i;
// As in a request by itself, a fragment is no part of the target.
const requestLine = /^([A-Z]{1,10}) (?:https?:\/\/[^/\s]+)?(\/[^\s#]*)(?:#\S*)?(?: HTTP\/\d\.\d)?$/;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const hyphen = 0x2d;

/**
 * Takes a multipart/mixed body apart (RFC 2046, 5.1), and each application/http part in it.
 *
 * @throws ApiError 400 that says which part is wrong.
 */
export function parseBatch(contentType: string | undefined, body: Buffer): BatchPart[] {
  const blocks = splitAt(body, `--${boundaryOf(contentType)}`);
  if (blocks.length === 0) {
    throw invalidValue("The batch has no part between two lines of its boundary.");
  }
  return blocks.map(parsePart);
}

function boundaryOf(contentType = ""): string {
  const [, quoted, plain] = boundaryParameter.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary !== undefined && /^multipart\/mixed\b/i.test(contentType)) return boundary;
  throw invalidValue("A batch must have the Content-Type multipart/mixed with a boundary.");
}

// A delimiter begins a line; the line break before it belongs to it.
function splitAt(body: Buffer, delimiter: string): Buffer[] {
  const blocks: Buffer[] = [];
  let start = -1;
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, at + 1)) {
    if (at !== 0 && body[at - 1] !== lineFeed) continue;
    const after = at + delimiter.length;
    const isLast = body[after] === hyphen && body[after + 1] === hyphen;
    const lineEnd = endOfLine(body, after);
    if (!isLast && !isBlank(body, after, lineEnd)) continue;
    if (start !== -1) blocks.push(body.subarray(start, endBefore(body, at)));
    if (blocks.length > batchCallsMax) {
      throw invalidValue(`The batch has too many calls: it may have at most ${batchCallsMax}.`);
    }
    if (isLast) return blocks;
    start = lineEnd + 1;
  }
  return blocks;
}

/** Where the line that goes on here ends: at its line feed, or with the bytes. */
function endOfLine(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(lineFeed, from);
  return end === -1 ? bytes.length : end;
}

function isBlank(body: Buffer, from: number, to: number): boolean {
  return body.toString("latin1", from, to).trim() === "";
}

function endBefore(body: Buffer, delimiterAt: number): number {
  const end = delimiterAt - 1;
  return end > 0 && body[end - 1] === carriageReturn ? end - 1 : end;
}

function parsePart(block: Buffer, index: number): BatchPart {
  const where = `part ${index + 1} of the batch`;
  const outer = takeHeaders(block, where);
  if (!/^application\/http\b/i.test(outer.headers["content-type"] ?? "")) {
    throw invalidValue(`The Content-Type of ${where} must be application/http.`);
  }
  const request = outer.rest;
  const lineEnd = endOfLine(request, 0);
  const line = request.toString("latin1", 0, lineEnd).trim();
  const found = requestLine.exec(line);
  if (found === null) {
    throw invalidValue(`The first line of ${where} must be a request line such as GET /path.`);
  }
  const inner = takeHeaders(request.subarray(lineEnd + 1), where);
  return {
    contentId: outer.headers["content-id"] as string | undefined,
    method: found[1]!,
    target: found[2]!,
    headers: inner.headers,
    body: bodyOf(inner),
  };
}

// Content-Length, where it says less than there is, keeps a line break of the sender's out of the body.
function bodyOf({ headers, rest }: Message): Buffer | undefined {
  const length = Number(headers["content-length"] ?? rest.length);
  const body = Number.isInteger(length) && length < rest.length ? rest.subarray(0, length) : rest;
  return body.length === 0 ? undefined : body;
}

function takeHeaders(block: Buffer, where: string): Message {
  const headers: IncomingHttpHeaders = {};
  let at = 0;
  while (at < block.length) {
    const end = endOfLine(block, at);
    const line = block.toString("latin1", at, end).trim();
    at = Math.min(end + 1, block.length);
    if (line === "") break;
    const colon = line.indexOf(":");
    if (colon < 1 || at > headerBytesMax) {
      throw invalidValue(`The headers of ${where} are not lines of "Name: value".`);
    }
    headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, rest: block.subarray(at) };
}
