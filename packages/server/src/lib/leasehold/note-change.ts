import type { OperationCall } from "../api/operation.ts";
import { agentOf } from "./agent.ts";
import type { LeaseholdContext } from "./operations.ts";
import type { QueuePath } from "./queue-path.ts";

/** Adds a line about a queue to the audit log. */
export function noteChange(
  { authority }: Pick<LeaseholdContext, "authority">,
  { caller, values }: Pick<OperationCall<QueuePath>, "caller" | "values">,
  change: { action: string; detail?: unknown },
): Promise<void> {
  const { project, queue } = values;
  const target = `${project}/${queue}`;
  return authority.administration.audit({ ...agentOf(caller), ...change, target, project });
}
