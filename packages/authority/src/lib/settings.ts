import type { AuthorityContext } from "./context.ts";
import type { ConsumerScope } from "./scopes.ts";

/** Reads the setting `consumerScope`: what `taskqueue.consumer` allows; `read-only` until it is set. */
export async function readConsumerScope(
  context: Pick<AuthorityContext, "database">,
): Promise<ConsumerScope> {
  const row = await context.database
    .selectFrom("settings")
    .select("value")
    .where("name", "=", "consumer-scope")
    .executeTakeFirst();
  return row?.value === "consume" ? "consume" : "read-only";
}
