/**
 * Reads how long an answer asks to wait, from Retry-After as seconds or as a date (RFC 9110, 10.2.3).
 * @param now - Milliseconds since the epoch, to measure a date from.
 */
export function retryAfterSecondsOf(response: Response, now: number): number | undefined {
  const value = response.headers.get("retry-after");
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.max(0, (time - now) / 1000);
}
