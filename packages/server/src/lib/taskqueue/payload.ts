import { type ApiError, invalidValue } from "../api/api-error.ts";

/** Longest payload, decoded. */
const payloadBytesMax = 1024 * 1024;

const base64 = /^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)={0,2}$/;
const paddings = ["", "", "==", "="];

/**
 * A payload as it is kept and answered: URL-safe base64 with padding. Both alphabets are taken, with padding or without.
 *
 * @throws ApiError 400 when it is not base64 or decodes to more than 1 MiB.
 */
export function normalizedPayload(text: string): string {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length > payloadBytesMax) {
    throw invalidValue(
      `Invalid value for the field payloadBase64: it has ${bytes.length} bytes decoded, and may have at most ${payloadBytesMax}.`,
    );
  }
  const unpadded = bytes.toString("base64url");
  const normalized = unpadded + paddings[unpadded.length % 4]!;
  // Most clients send it so; the check by the pattern costs more than decoding.
  if (text === normalized || text === unpadded || isBase64(text)) return normalized;
  throw notBase64();
}

function isBase64(text: string): boolean {
  if (!base64.test(text)) return false;
  const mark = text.indexOf("=");
  const digits = mark === -1 ? text.length : mark;
  if (digits % 4 === 1) return false;
  return mark === -1 || text.length % 4 === 0;
}

function notBase64(): ApiError {
  return invalidValue(
    "Invalid value for the field payloadBase64: it must be base64, in the standard or the URL-safe alphabet.",
  );
}
