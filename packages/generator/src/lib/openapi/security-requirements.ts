import type { DiscoveryMethod } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";

/** Says what a method needs: one of its scopes, whichever it is. One without scopes needs an API key at most. */
export function securityRequirements(
  method: DiscoveryMethod,
  context: OpenApiContext,
): Record<string, string[]>[] | undefined {
  if (areScopesSaid(method, context)) {
    return (method.scopes ?? []).map((scope) => ({ oauth2: [scope] }));
  }
  return context.document.parameters?.["key"] ? [{ apiKey: [] }, {}] : undefined;
}

/** Whether {@link securityRequirements} says the scopes: there are some, and a scheme to say them with. */
export function areScopesSaid({ scopes }: DiscoveryMethod, { document }: OpenApiContext): boolean {
  return scopes !== undefined && scopes.length > 0 && document.auth?.oauth2 !== undefined;
}
