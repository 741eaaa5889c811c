import type { DiscoveryDocument } from "@leasehold/discovery-document";
import type { OpenApiDocument } from "../openapi/document.ts";

/** Converts the scheme of scopes back, without the scopes that methods alone name. */
export function authNode({ components }: OpenApiDocument): DiscoveryDocument["auth"] {
  const scheme = components.securitySchemes?.["oauth2"];
  if (!scheme?.flows) return undefined;
  const unlisted = (scheme["x-google-unlistedScopes"] ?? []) as string[];
  const listed = Object.entries(scheme.flows.authorizationCode.scopes).filter(
    ([scope]) => !unlisted.includes(scope),
  );
  const scopes = listed.map(([scope, description]) => [scope, { description }] as const);
  return { oauth2: { scopes: Object.fromEntries(scopes) } };
}
