import { methodsOf } from "@leasehold/discovery-document";
import type { DiscoveryDocument, MethodEntry } from "@leasehold/discovery-document";
import { addressOf } from "@leasehold/discovery-document/address";
import type { DocumentAddress } from "@leasehold/discovery-document/address";
import { componentKeys } from "./component-keys.ts";
import { pathKeys } from "./path-keys.ts";
import { tagNames } from "./tag-names.ts";

/** What every converter may look up: made once from the document. */
export interface OpenApiContext {
  document: DiscoveryDocument;
  methods: MethodEntry[];
  /** Where the methods are. */
  address: DocumentAddress;
  /** Key under components.schemas of each schema, by its name. */
  schemaKeys: ReadonlyMap<string, string>;
  /** Key of each schema that a reference leads to: not of those that are themselves a reference that leads round in a circle. */
  referenceKeys: ReadonlyMap<string, string>;
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
  const address = addressOf(document);
  const schemaKeys = componentKeys(Object.keys(document.schemas ?? {}));
  return {
    document,
    methods,
    address,
    schemaKeys,
    referenceKeys: new Map([...schemaKeys].filter(([name]) => leadsSomewhere(name, document))),
    parameterKeys: componentKeys(Object.keys(document.parameters ?? {})),
    pathKeys: pathKeys(address.servicePath, methods),
    tagNames: tagNames(document),
    ...addresses,
  };
}

function leadsSomewhere(name: string, { schemas = {} }: DiscoveryDocument): boolean {
  if (Object.hasOwn(schemas, name) && schemas[name]?.$ref === undefined) return true;
  const passed = new Set<string>();
  let next: string | undefined = name;
  while (next !== undefined && !passed.has(next)) {
    passed.add(next);
    next = Object.hasOwn(schemas, next) ? schemas[next]?.$ref : undefined;
  }
  return next === undefined;
}
