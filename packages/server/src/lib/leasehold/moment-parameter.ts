import { invalidParameter } from "../api/api-error.ts";

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i;

/**
 * The milliseconds since the epoch of a parameter that holds a moment.
 *
 * @throws ApiError 400 that names the parameter.
 */
export function momentIn(name: string, text: string): number {
  const moment = rfc3339.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(moment)) return moment;
  throw invalidParameter(
    name,
    `Invalid value for ${name}: it must be a time such as 2026-11-25T14:00:00Z (RFC 3339).`,
  );
}
