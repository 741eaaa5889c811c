import type { DiscoveryDocument } from "@leasehold/discovery-document";
import { createIdentifiers, pascalCase, reservedTypeNames } from "./identifiers.ts";
import type { Identifiers } from "./identifiers.ts";

/** The names that a generated package goes by. */
export interface ClientNames {
  /** Folder, and the package's own part of its npm name, such as `taskqueue-v1beta2`. */
  package: string;
  /** File with the client under src, without the ending `.ts`. */
  module: string;
  /** Makes the client, such as `createTaskqueue`. */
  create: string;
  /** Regional addresses of the API, by location, and the path of its batches. */
  endpoints: string;
  batchUrl: string;
  /** Makes the openapi-fetch client. */
  createFetch: string;
  /** Type of the client, such as `TaskqueueClient`. */
  client: string;
  /** Type of the parameters that every method takes. */
  standardParameters: string;
  /** Exported type of each schema. */
  schemas: ReadonlyMap<string, string>;
  /** For the names of the rest. */
  identifiers: Identifiers;
}

/** Names that the generated file uses otherwise. */
const used = [
  "CallOptions",
  "Download",
  "Paged",
  "Upload",
  "ClientOptions",
  "FetchClient",
  "NonNullable",
  "Omit",
  "Pick",
  "Promise",
  "Record",
  "Required",
];
const usedValues = [
  "batchUrl",
  "components",
  "createCalls",
  "createFetchClient",
  "downloads",
  "endpoints",
  "methods",
  "operations",
  "paths",
  "rootUrl",
  "uploads",
];

export function clientNames(document: DiscoveryDocument): ClientNames {
  const name = pascalCase(document.name);
  const identifiers = createIdentifiers([...reservedTypeNames, ...used, ...usedValues]);
  const create = identifiers.take(`create${name}`);
  const createFetch = identifiers.take(`create${name}FetchClient`);
  const schemas = Object.keys(document.schemas ?? {}).map(
    (schema) => [schema, identifiers.take(schema)] as const,
  );
  const module = safeFileName(document.name);
  return {
    package: safeFileName(`${document.name}-${document.version}`)
      .toLowerCase()
      .replaceAll("_", "-"),
    // schema.gen.ts has the types.
    module: module === "schema" ? "schema_.gen" : `${module}.gen`,
    create,
    createFetch,
    endpoints: "endpoints",
    batchUrl: "batchUrl",
    client: identifiers.take(`${name}Client`),
    standardParameters: identifiers.take("StandardParameters"),
    schemas: new Map(schemas),
    identifiers,
  };
}

/** A document is outside data: its name must not lead out of the folder. */
function safeFileName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]/g, "_").replace(/^\.+/, "");
}
