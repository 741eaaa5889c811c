import type { parseConfiguration } from "@leasehold/authority/configuration";
import { putDeclaredQueues } from "./declared-queues.ts";
import type { LeaseholdContext } from "./operations.ts";

/**
 * Makes the service as a configuration declares it: people and applications in the authority, queues in the store.
 *
 * @param agent - who does it, for the audit log.
 * @returns what changed, in words; nothing when it is applied again.
 */
export async function applyDeclaredConfiguration(
  { authority, queues }: Pick<LeaseholdContext, "authority" | "queues">,
  configuration: ReturnType<typeof parseConfiguration>,
  agent: { actor: string; application?: string },
): Promise<string[]> {
  const changes = await authority.applyConfiguration(configuration, agent);
  for (const project of configuration.projects) {
    changes.push(...(await putDeclaredQueues(queues, project.id, project.queues)));
  }
  return changes;
}
