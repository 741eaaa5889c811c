import { type Applying, startApplying } from "../apply/changes.ts";
import type { Agent, AuthorityContext } from "../context.ts";

/** Makes a change in one transaction, with its lines of the audit log; what was remembered is forgotten afterwards. */
export async function change<T>(
  context: AuthorityContext,
  agent: Agent,
  work: (applying: Applying) => Promise<T>,
): Promise<T> {
  const result = await context.database.transaction().execute((database) =>
    work(
      startApplying({
        database,
        keyring: context.keyring,
        nowMs: context.now(),
        agent,
        by: "api",
        changes: [],
      }),
    ),
  );
  context.forget({ type: "everything" });
  return result;
}
