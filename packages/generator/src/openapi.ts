import type { DiscoveryDocument } from "@leasehold/discovery-document";
import { componentsObject } from "./lib/openapi/components-object.ts";
import { createContext } from "./lib/openapi/context.ts";
import type { OpenApiDocument } from "./lib/openapi/document.ts";
import { emptyMembers, extensionsOf } from "./lib/openapi/extensions.ts";
import { pathsObject } from "./lib/openapi/paths-object.ts";
import { isAuthSaid } from "./lib/openapi/security-scheme-objects.ts";
import { serverObjects } from "./lib/openapi/server-objects.ts";
import { tagObjects } from "./lib/openapi/tag-objects.ts";

/** What a discovery document does not say. */
export interface OpenApiOptions {
  /** Where users allow an application. Default: Google's. */
  authorizationUrl?: string;
  /** Where an application gets its tokens. Default: Google's. */
  tokenUrl?: string;
}

const said = [
  "title",
  "version",
  "description",
  "documentationLink",
  "rootUrl",
  "endpoints",
  "parameters",
  "schemas",
  "methods",
  "resources",
];

/**
 * Converts a discovery document to OpenAPI 3.1. What OpenAPI has no place for is kept in members that begin with `x-google-`.
 * The same document gives the same bytes.
 * @param document - A parsed document.
 * @param options - Addresses for the security scheme.
 */
export function toOpenApi(
  document: DiscoveryDocument,
  options: OpenApiOptions = {},
): OpenApiDocument {
  const {
    authorizationUrl = "https://accounts.google.com/o/oauth2/v2/auth",
    tokenUrl = "https://oauth2.googleapis.com/token",
  } = options;
  const context = createContext(document, { authorizationUrl, tokenUrl });
  const tags = tagObjects(context);
  return {
    openapi: "3.1.0",
    info: {
      title: document.title ?? document.name,
      ...(document.title === undefined ? { "x-google-title": null } : {}),
      version: document.version,
      ...(document.description === undefined ? {} : { description: document.description }),
    },
    ...documentation(document),
    servers: serverObjects(context),
    ...(tags.length > 0 ? { tags } : {}),
    paths: pathsObject(context),
    components: componentsObject(context),
    ...emptyMembers(document, ["endpoints", "parameters", "schemas", "methods", "resources"]),
    ...extensionsOf(document, isAuthSaid(document) ? [...said, "auth"] : said),
  };
}

function documentation(document: DiscoveryDocument): Partial<OpenApiDocument> {
  const url = document.documentationLink;
  if (url === undefined) return {};
  return URL.canParse(url) ? { externalDocs: { url } } : { "x-google-documentationLink": url };
}
