import type { AuthorityContext } from "../context.ts";
import { describeScope } from "../scopes.ts";
import { readConsumerScope } from "../settings.ts";

/** What scopes allow, in words, each said once; scopes that no longer exist allow nothing. */
export async function scopeWords(
  context: Pick<AuthorityContext, "database">,
  scopes: readonly string[],
): Promise<string[]> {
  const consumerScope = await readConsumerScope(context);
  const words = scopes
    .map((scope) => describeScope(scope, consumerScope))
    .filter((text) => text !== undefined);
  return [...new Set(words)];
}
