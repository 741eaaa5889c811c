import { methodsOf } from "@leasehold/discovery-document";
import type { DiscoveryDocument, MethodEntry } from "@leasehold/discovery-document";
import { componentKeys } from "./component-keys.ts";
import { pathKeys } from "./path-keys.ts";
import { tagNames } from "./tag-names.ts";

/** What every converter may look up: made once from the document. */
export interface OpenApiContext {
  document: DiscoveryDocument;
  methods: MethodEntry[];
  /** Key under components.schemas of each schema, by its name. */
  schemaKeys: ReadonlyMap<string, string>;
  /** Key under components.parameters of each global parameter, by its name. */
  parameterKeys: ReadonlyMap<string, string>;
  /** Key under paths of each method, by its id, and of each way to upload. */
  pathKeys: ReadonlyMap<string, string>;
  /** Name of the tag of each resource. */
  tagNames: ReadonlyMap<string, string>;
  authorizationUrl: string;
  tokenUrl: string;
}

export function createContext(
  document: DiscoveryDocument,
  addresses: { authorizationUrl: string; tokenUrl: string },
): OpenApiContext {
  const methods = methodsOf(document);
  return {
    document,
    methods,
    schemaKeys: componentKeys(Object.keys(document.schemas ?? {})),
    parameterKeys: componentKeys(Object.keys(document.parameters ?? {})),
    pathKeys: pathKeys(document, methods),
    tagNames: tagNames(document),
    ...addresses,
  };
}
