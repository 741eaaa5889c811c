import { isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { ApiError, invalidValue, tooLarge } from "./api-error.ts";
import type { ApiRequest } from "./exchange.ts";

/** A form body is read before anybody is authenticated, so it is small. */
const formBytesMax = 64 * 1024;

const inflate = promisify(gunzip);
const openBrace = 0x7b;

/**
 * The body without its content encoding.
 *
 * @throws ApiError 413 `uploadTooLarge` when it inflates to more than `bytesMax`, 400 for another encoding or a broken stream.
 */
export function inflatedBody(
  request: Pick<ApiRequest, "headers" | "body">,
  bytesMax: number,
): Buffer | undefined | Promise<Buffer> {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase();
  const { body } = request;
  if (body === undefined || encoding === undefined || encoding === "identity" || encoding === "") {
    if (body !== undefined && body.length > bytesMax) throw bodyTooLarge(bytesMax);
    return body;
  }
  if (encoding !== "gzip" && encoding !== "x-gzip") {
    throw invalidValue(`The Content-Encoding ${encoding} is not taken: send gzip or none.`);
  }
  return inflate(body, { maxOutputLength: bytesMax }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ERR_BUFFER_TOO_LARGE") {
      throw bodyTooLarge(bytesMax);
    }
    throw invalidValue("The body is not the gzip stream that Content-Encoding says it is.");
  });
}

/** What a body of more than `bytesMax` is answered with. */
export function bodyTooLarge(bytesMax: number): ApiError {
  return tooLarge(`The body is too large: it may have at most ${bytesMax} bytes, inflated.`);
}

/** True for a body that says that it is a form. A JSON object under a form's name (curl's default) is not one. */
export function isForm(request: ApiRequest): boolean {
  const type = request.headers["content-type"];
  return type !== undefined && /^application\/x-www-form-urlencoded\b/i.test(type);
}

/** The parameters of a form body; undefined for none. */
export function parseForm(bytes: Buffer): URLSearchParams | undefined {
  if (bytes.length === 0 || bytes[0] === openBrace) return undefined;
  if (bytes.length > formBytesMax) {
    throw tooLarge(`The form is too large: it may have at most ${formBytesMax} bytes.`);
  }
  return new URLSearchParams(bytes.toString("utf8"));
}

/**
 * The JSON value of a body.
 *
 * @throws ApiError 400 `parseError` when it is not JSON.
 */
export function parseJson(bytes: Buffer | undefined): unknown {
  if (bytes === undefined || bytes.length === 0) return {};
  if (!isUtf8(bytes)) throw parseError("The body is not UTF-8.");
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw parseError("The body is not JSON: send one JSON object.");
  }
}

function parseError(message: string): ApiError {
  return new ApiError({ status: 400, reason: "parseError", message: `Parse Error. ${message}` });
}
