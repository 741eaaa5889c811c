import type { ClaimKey, OperationResult } from "@leasehold/queue/operation";
import type { Batch } from "./batch.ts";

export function claimKey({ statements }: Batch, operation: ClaimKey): OperationResult {
  const { changes } = statements.claimKey.run(operation.untilMicros, operation.key);
  return changes === 0 ? { ok: false, failure: "key_claimed" } : { ok: true };
}
