import type { DiscoveryMethod } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";

/** Says what a method needs: any one of its scopes. One without scopes needs an API key at most. */
export function securityRequirements(
  method: DiscoveryMethod,
  context: OpenApiContext,
): Record<string, string[]>[] | undefined {
  const scopes = method.scopes ?? [];
  if (scopes.length > 0 && context.document.auth?.oauth2) {
    return scopes.map((scope) => ({ oauth2: [scope] }));
  }
  return context.document.parameters?.["key"] ? [{ apiKey: [] }, {}] : undefined;
}
