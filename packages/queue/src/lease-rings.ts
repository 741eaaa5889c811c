import { microsPerSecond } from "./rules.ts";

/** A ring of counters for one span of time: bucket `n` is kept in slot `n % slots` until bucket `n + slots` takes it. */
export interface LeaseRing {
  /** What the store calls it. */
  span: number;
  slots: number;
  bucketMicros: number;
}

/** Leases of the last minute, in buckets of a second. */
export const minuteRing: LeaseRing = { span: 0, slots: 60, bucketMicros: microsPerSecond };

/** Leases of the last hour, in buckets of a minute. */
export const hourRing: LeaseRing = { span: 1, slots: 60, bucketMicros: 60 * microsPerSecond };

/** A counter as a store keeps it. */
export interface LeaseBucket {
  span: number;
  bucket: number;
  count: number;
}

/** Which bucket a moment belongs to, and in which slot it is kept. */
export function bucketAt(ring: LeaseRing, nowMicros: number): { bucket: number; slot: number } {
  const bucket = Math.floor(nowMicros / ring.bucketMicros);
  return { bucket, slot: bucket % ring.slots };
}

/** The sum of a ring's buckets that are not too old to count. */
export function leasedWithin(
  ring: LeaseRing,
  buckets: readonly LeaseBucket[],
  nowMicros: number,
): number {
  const oldest = bucketAt(ring, nowMicros).bucket - ring.slots;
  return buckets
    .filter((each) => each.span === ring.span && each.bucket > oldest)
    .reduce((sum, each) => sum + each.count, 0);
}
