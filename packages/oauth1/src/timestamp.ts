import { OAuth1Error } from "./oauth1-error.ts";

/** How far a timestamp may lie from the server's clock, in seconds. */
export const timestampWindowSeconds = 600;

/**
 * Refuses a request that is too old or from too far in the future (RFC 5849, 3.3). A server that also keeps each nonce
 * for this long needs to keep none longer.
 *
 * @param options.timestampSeconds of the request, in seconds since the epoch.
 * @param options.nowMs the server's clock, in milliseconds since the epoch.
 * @param options.windowSeconds how far off the timestamp may be, either way; 600 by default.
 * @throws OAuth1Error timestamp_refused, with `acceptableTimestamps`.
 */
export function checkTimestamp(options: {
  timestampSeconds: number;
  nowMs: number;
  windowSeconds?: number;
}): void {
  const { timestampSeconds, nowMs, windowSeconds = timestampWindowSeconds } = options;
  const nowSeconds = Math.floor(nowMs / 1000);
  const acceptableTimestamps = { from: nowSeconds - windowSeconds, to: nowSeconds + windowSeconds };
  const { from, to } = acceptableTimestamps;
  if (timestampSeconds >= from && timestampSeconds <= to) return;
  const seconds = Math.floor(timestampSeconds / 1000);
  const advice =
    seconds >= from && seconds <= to
      ? "it counts milliseconds, send seconds"
      : "set the clock and sign again";
  const message = `The timestamp ${timestampSeconds} is not between ${from} and ${to}: ${advice}.`;
  throw new OAuth1Error("timestamp_refused", message, { acceptableTimestamps });
}
