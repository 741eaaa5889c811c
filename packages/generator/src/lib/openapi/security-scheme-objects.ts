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
    const scopes = Object.fromEntries([
      ...Object.entries(listed).map(([scope, { description }]) => [scope, description ?? ""]),
      ...named.filter((scope) => !Object.hasOwn(listed, scope)).map((scope) => [scope, ""]),
    ]);
    schemes["oauth2"] = {
      type: "oauth2",
      flows: { authorizationCode: { authorizationUrl, tokenUrl, scopes } },
    };
  }
  if (document.parameters?.["key"]) {
    schemes["apiKey"] = { type: "apiKey", in: "query", name: "key" };
  }
  return schemes;
}
