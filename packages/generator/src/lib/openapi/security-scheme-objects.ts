import type { DiscoveryDocument } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";
import type { SecuritySchemeObject } from "./document.ts";

/** Converts the scopes of an API to one OAuth 2.0 scheme, and its global parameter `key` to an API key. */
export function securitySchemeObjects(
  context: OpenApiContext,
): Record<string, SecuritySchemeObject> {
  const { document, authorizationUrl, tokenUrl } = context;
  const schemes: Record<string, SecuritySchemeObject> = {};
  if (document.auth?.oauth2) {
    // Methods may name scopes that auth does not list.
    const named = context.methods.flatMap(({ method }) => method.scopes ?? []);
    const listed = document.auth.oauth2.scopes ?? {};
    const unlisted = [...new Set(named)].filter((scope) => !Object.hasOwn(listed, scope));
    const scopes = Object.fromEntries([
      ...Object.entries(listed).map(([scope, { description }]) => [scope, description ?? ""]),
      ...unlisted.map((scope) => [scope, ""]),
    ]);
    schemes["oauth2"] = {
      type: "oauth2",
      flows: { authorizationCode: { authorizationUrl, tokenUrl, scopes } },
      ...(unlisted.length > 0 ? { "x-google-unlistedScopes": unlisted } : {}),
    };
  }
  if (document.parameters?.["key"]) {
    schemes["apiKey"] = { type: "apiKey", in: "query", name: "key" };
  }
  return schemes;
}

/** Whether the scheme says all of `auth`: nothing but scopes, each with nothing but a description. */
export function isAuthSaid({ auth }: DiscoveryDocument): boolean {
  if (auth === undefined || !hasOnly(auth, "oauth2") || !hasOnly(auth.oauth2, "scopes"))
    return false;
  const scopes = Object.values(auth.oauth2?.scopes ?? {});
  return scopes.every((scope) => hasOnly(scope, "description"));
}

function hasOnly(value: object | undefined, name: string): boolean {
  return value !== undefined && Object.keys(value).length === 1 && Object.hasOwn(value, name);
}
