import { brokenReferencesOf } from "./lib/broken-references.ts";
import { checkDocument } from "./lib/check-document.ts";
import type { ProblemCode } from "./lib/check.ts";

/** An API as the Google API discovery service, version 1, describes it. Members that are not listed here are kept. */
export interface DiscoveryDocument {
  kind?: string;
  discoveryVersion?: string;
  etag?: string;
  /** Name and version, such as `taskqueue:v1beta2`. */
  id: string;
  name: string;
  canonicalName?: string;
  version: string;
  revision?: string;
  title?: string;
  description?: string;
  ownerDomain?: string;
  ownerName?: string;
  packagePath?: string;
  icons?: Record<string, string>;
  documentationLink?: string;
  labels?: string[];
  features?: string[];
  protocol?: string;
  /** Ends in `/`. Paths of methods are relative to rootUrl + servicePath. Old documents have a baseUrl only: see `addressOf` of `@leasehold/discovery-document/address`. */
  rootUrl?: string;
  servicePath?: string;
  mtlsRootUrl?: string;
  baseUrl?: string;
  basePath?: string;
  batchPath?: string;
  endpoints?: DiscoveryEndpoint[];
  auth?: { oauth2?: { scopes?: Record<string, { description?: string }> } };
  /** Parameters that every method takes. */
  parameters?: Record<string, DiscoveryParameter>;
  schemas?: Record<string, DiscoverySchema>;
  methods?: Record<string, DiscoveryMethod>;
  resources?: Record<string, DiscoveryResource>;
}

/** A regional address of an API. */
export interface DiscoveryEndpoint {
  endpointUrl: string;
  location?: string;
  description?: string;
  deprecated?: boolean;
}

/** A node of the resource tree. */
export interface DiscoveryResource {
  deprecated?: boolean;
  methods?: Record<string, DiscoveryMethod>;
  resources?: Record<string, DiscoveryResource>;
}

/** One call of an API. */
export interface DiscoveryMethod {
  /** Its name in the whole API, such as `taskqueue.tasks.lease`. No other method should have it; see {@link MethodEntry}. */
  id: string;
  /** URI template relative to servicePath (RFC 6570, to level 3): public documents have `{x}` and `{+x}`. */
  path: string;
  /** The same with one variable for each path segment, where `path` has a `{+x}`. */
  flatPath?: string;
  httpMethod: string;
  description?: string;
  deprecated?: boolean;
  parameters?: Record<string, DiscoveryParameter>;
  parameterOrder?: string[];
  request?: DiscoverySchema & { parameterName?: string };
  response?: DiscoverySchema;
  /** Scopes of which one is enough. */
  scopes?: string[];
  etagRequired?: boolean;
  streamingType?: string;
  supportsMediaUpload?: boolean;
  supportsMediaDownload?: boolean;
  useMediaDownloadService?: boolean;
  supportsSubscription?: boolean;
  mediaUpload?: DiscoveryMediaUpload;
}

/** How a method takes a file. */
export interface DiscoveryMediaUpload {
  accept?: string[];
  /** Such as `1GB`. */
  maxSize?: string;
  protocols?: Record<string, { multipart?: boolean; path: string }>;
}

/** The JSON Schema, draft 3, dialect of discovery documents. */
export interface DiscoverySchema {
  id?: string;
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  /** A string whatever the type, as are minimum and maximum. */
  default?: string;
  minimum?: string;
  maximum?: string;
  pattern?: string;
  required?: boolean;
  readOnly?: boolean;
  deprecated?: boolean;
  repeated?: boolean;
  enum?: string[];
  enumDescriptions?: string[];
  enumDeprecated?: boolean[];
  properties?: Record<string, DiscoverySchema>;
  additionalProperties?: DiscoverySchema;
  items?: DiscoverySchema;
  /** `required`: ids of the methods whose body must have this property. */
  annotations?: { required?: string[] };
  variant?: { discriminant?: string; map?: { type_value?: string; $ref?: string }[] };
}

/** A parameter of a method or of all methods. */
export interface DiscoveryParameter extends DiscoverySchema {
  location?: "query" | "path";
}

/** A method with its place in the resource tree. */
export interface MethodEntry {
  /** The method's own id; where an earlier method has the same, with `_2`, `_3` … behind it, so that each entry has one of its own. */
  id: string;
  /** Names of the resources from the root, such as `["projects", "queues"]`; empty for a method of the API itself. */
  resourcePath: string[];
  /** Name of the method in its resource, such as `list`. */
  name: string;
  method: DiscoveryMethod;
}

/** A place of a document that points at what is not there, or that stands twice. */
export interface BrokenReference {
  /** `unresolved_reference` (a `$ref` to no schema), `undeclared_variable` (of a path) or `duplicate_id` (of two methods). */
  code: "unresolved_reference" | "undeclared_variable" | "duplicate_id";
  /** JSON path of the place. */
  path: string;
  message: string;
}

/** Says what is wrong with a discovery document, and where. */
export class DiscoveryDocumentError extends Error {
  override readonly name = "DiscoveryDocumentError";
  /** `wrong_type`, `missing`, `not_allowed` (a value that the field cannot have) or `too_deep`. */
  readonly code: ProblemCode;
  /** JSON path of the place, such as `$.resources.tasks.methods.lease.path`. */
  readonly path: string;

  constructor(problem: { code: ProblemCode; path: string; message: string }) {
    super(`${problem.path}: ${problem.message}`);
    this.code = problem.code;
    this.path = problem.path;
  }
}

/**
 * Takes parsed JSON for a discovery document of version 1, after checking the form of everything that is read from it. Places that
 * point at what is not there are let through, since published documents have them: {@link findBrokenReferences} lists them.
 * @param value - Outside data. It is not copied.
 * @returns The same object.
 * @throws {DiscoveryDocumentError} With the code and the JSON path of the first problem.
 */
export function parseDiscoveryDocument(value: unknown): DiscoveryDocument {
  const problem = checkDocument(value);
  if (problem) throw new DiscoveryDocumentError(problem);
  return value as DiscoveryDocument;
}

/**
 * Lists what a document says of things that are not there: references to no schema, variables of a path that are no parameters,
 * and methods with the id of an earlier one. Nothing here makes a document unreadable, but each is a mistake of who wrote it.
 * @param document - A parsed document.
 */
export function findBrokenReferences(document: DiscoveryDocument): BrokenReference[] {
  return brokenReferencesOf(document, methodsOf(document));
}

/**
 * Lists the methods of a document in the document's order: those of the API itself, then each resource before its sub-resources.
 * @param document - A parsed document.
 */
export function methodsOf(document: DiscoveryDocument): MethodEntry[] {
  const entries = entriesOf(document, []);
  const own = new Set(entries.map(({ id }) => id));
  if (own.size === entries.length) return entries;
  const taken = new Set<string>();
  for (const entry of entries) {
    let { id } = entry;
    for (let count = 2; taken.has(id) || (id !== entry.id && own.has(id)); count += 1) {
      id = `${entry.id}_${count}`;
    }
    taken.add(id);
    entry.id = id;
  }
  return entries;
}

function entriesOf(
  resource: Pick<DiscoveryResource, "methods" | "resources">,
  resourcePath: string[],
): MethodEntry[] {
  const own = Object.entries(resource.methods ?? {}).map(([name, method]) => ({
    id: method.id,
    resourcePath,
    name,
    method,
  }));
  const below = Object.entries(resource.resources ?? {}).flatMap(([name, child]) =>
    entriesOf(child, [...resourcePath, name]),
  );
  return [...own, ...below];
}
