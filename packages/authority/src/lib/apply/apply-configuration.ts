import type { Configuration } from "../configuration/declarations.ts";
import type { Agent, AuthorityContext } from "../context.ts";
import { applyDelegations, applyTrustedIssuers } from "./apply-delegations.ts";
import { applyProject } from "./apply-project.ts";
import { applySettings } from "./apply-settings.ts";
import { applyUsers, hashChangedPasswords } from "./apply-users.ts";
import { startApplying } from "./changes.ts";

/**
 * Brings the authority to what a configuration declares, in one transaction: what is declared is created or changed,
 * what is not is left alone. The file owns some lists wholly: a declared queue's ACL, a client's redirect URIs and
 * origins, a key's locks, a project's services, a delegation's scopes.
 *
 * @returns what changed, in words; nothing when it is applied again.
 * @throws ConfigurationError `duplicate`, `unknown_reference` when it contradicts what is there; nothing is changed then.
 */
export async function applyConfiguration(
  context: AuthorityContext,
  configuration: Configuration,
  agent: Agent,
): Promise<string[]> {
  const changes: string[] = [];
  // Hashing takes a while and other requests wait for a transaction, so it comes before.
  const passwordHashes = await hashChangedPasswords(context, configuration.users);
  await context.database.transaction().execute(async (database) => {
    const applying = startApplying({
      database,
      keyring: context.keyring,
      nowMs: context.now(),
      agent,
      by: "configuration",
      changes,
    });
    await applySettings(applying, configuration);
    await applyUsers(applying, configuration.users, passwordHashes);
    for (const [index, project] of configuration.projects.entries()) {
      await applyProject(applying, project, `projects[${index}]`);
    }
    await applyDelegations(applying, configuration.delegations);
    await applyTrustedIssuers(applying, configuration.trustedIssuers);
  });
  if (changes.length > 0) context.forget({ type: "everything" });
  return changes;
}
