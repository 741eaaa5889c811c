import { parseDiscoveryDocument } from "@leasehold/discovery-document";
import type { DiscoveryDocument, DiscoveryEndpoint } from "@leasehold/discovery-document";
import { addressOf } from "@leasehold/discovery-document/address";
import { authNode } from "./lib/discovery/auth-node.ts";
import { defined, membersOf } from "./lib/discovery/members.ts";
import { parameterNodes } from "./lib/discovery/parameter-node.ts";
import { resourceTree } from "./lib/discovery/resource-tree.ts";
import { namedSchemaNodes, schemaNames } from "./lib/discovery/schema-node.ts";
import type { OpenApiDocument, ServerObject } from "./lib/openapi/document.ts";

/**
 * Converts an OpenAPI document that {@link toOpenApi} made back to the discovery document: the proof that nothing was lost.
 * @param document - The OpenAPI document, as it was made or read from JSON.
 * @returns A document that is deeply equal to the one that the OpenAPI document was made from.
 * @throws {DiscoveryDocumentError} When the document was not made by toOpenApi.
 */
export function toDiscovery(document: OpenApiDocument): DiscoveryDocument {
  const { schemas = {}, parameters = {} } = document.components;
  const names = schemaNames(schemas);
  const members = membersOf(document);
  const [root, ...regional] = document.servers;
  const rootUrl = rootUrlOf(root);
  const tree = resourceTree(document, {
    names,
    servicePath: addressOf({ ...members, ...(rootUrl === undefined ? {} : { rootUrl }) })
      .servicePath,
    isWrapped: Array.isArray(members["features"]) && members["features"].includes("dataWrapper"),
  });
  return parseDiscoveryDocument({
    ...defined({
      title: Object.hasOwn(document.info, "x-google-title") ? undefined : document.info.title,
      version: document.info.version,
      description: document.info.description,
      documentationLink: document.externalDocs?.url,
      rootUrl,
      endpoints: regional.length > 0 ? regional.map(endpointNode) : undefined,
      auth: authNode(document),
      parameters:
        Object.keys(parameters).length > 0
          ? parameterNodes(Object.values(parameters), names)
          : undefined,
      schemas: Object.keys(schemas).length > 0 ? namedSchemaNodes(schemas, names) : undefined,
      ...tree,
    }),
    ...members,
  });
}

/** Undefined where the document has none: then it has an older member. */
function rootUrlOf(root: ServerObject | undefined): string | undefined {
  const kept = root?.["x-google-rootUrl"];
  return kept === undefined ? `${root?.url ?? ""}/` : ((kept as string | null) ?? undefined);
}

function endpointNode(server: ServerObject): DiscoveryEndpoint {
  return {
    endpointUrl: `${server.url}/`,
    ...defined({ description: server.description }),
    ...membersOf(server),
  };
}
