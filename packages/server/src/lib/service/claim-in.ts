import type { AuthorityOptions } from "@leasehold/authority";
import type { PullQueues } from "@leasehold/queue";
import { backendError } from "../api/api-error.ts";
import { claimOf } from "../api/claim-of.ts";

/** Keys share the commits of the tasks: one flush to disk serves the requests of a moment. */
export function claimIn(queues: Pick<PullQueues, "claim">): AuthorityOptions["claim"] {
  return async (nonce) => {
    const result = await queues.claim(claimOf(nonce));
    if (result.ok) return true;
    if (result.failure === "key_claimed") return false;
    throw backendError("Backend Error. Nothing was done: try again in a second.");
  };
}
