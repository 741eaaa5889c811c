import type { NonceClaim } from "@leasehold/authority";
import type { Claim } from "@leasehold/queue/operation";

/** A nonce as the task store keeps it. */
export function claimOf({ key, untilMs }: NonceClaim): Claim {
  return { key, untilMicros: untilMs * 1000 };
}
