import { arrayOf, isBoolean, isString, mapOf, oneOf, shape } from "./check.ts";
import type { Check, Problem } from "./check.ts";

/** Finds the first place where a value has not the form of a discovery document. */
export function checkDocument(value: unknown): Problem | undefined {
  return document(value, []) ?? checkAddress(value as Record<string, unknown>);
}

/** Old documents have a baseUrl or a basePath where later ones have a rootUrl. */
function checkAddress(value: Record<string, unknown>): Problem | undefined {
  if (["rootUrl", "baseUrl", "basePath"].some((name) => Object.hasOwn(value, name)))
    return undefined;
  return { code: "missing", path: "$.rootUrl", message: "is missing" };
}

// Schemas and resources hold themselves: these two tie the knot.
const schema: Check = (value, path) => schemaShape(value, path);
const resource: Check = (value, path) => resourceShape(value, path);

const schemaMembers: Record<string, Check> = {
  id: isString,
  $ref: isString,
  type: oneOf("any", "array", "boolean", "integer", "null", "number", "object", "string"),
  format: isString,
  description: isString,
  default: isString,
  minimum: isString,
  maximum: isString,
  pattern: isString,
  required: isBoolean,
  readOnly: isBoolean,
  deprecated: isBoolean,
  repeated: isBoolean,
  enum: arrayOf(isString),
  enumDescriptions: arrayOf(isString),
  enumDeprecated: arrayOf(isBoolean),
  properties: mapOf(schema),
  additionalProperties: schema,
  items: schema,
  annotations: shape({ required: {}, optional: { required: arrayOf(isString) } }),
  variant: shape({
    required: {},
    optional: {
      discriminant: isString,
      map: arrayOf(shape({ required: {}, optional: { type_value: isString, $ref: isString } })),
    },
  }),
};

const schemaShape = shape({ required: {}, optional: schemaMembers });

const parameter = shape({
  required: {},
  optional: { ...schemaMembers, location: oneOf("query", "path") },
});

const mediaUpload = shape({
  required: {},
  optional: {
    accept: arrayOf(isString),
    maxSize: isString,
    protocols: mapOf(shape({ required: { path: isString }, optional: { multipart: isBoolean } })),
  },
});

const method = shape({
  required: {
    id: isString,
    path: isString,
    httpMethod: oneOf("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"),
  },
  optional: {
    flatPath: isString,
    description: isString,
    deprecated: isBoolean,
    parameters: mapOf(parameter),
    parameterOrder: arrayOf(isString),
    request: shape({ required: {}, optional: { ...schemaMembers, parameterName: isString } }),
    response: schema,
    scopes: arrayOf(isString),
    etagRequired: isBoolean,
    streamingType: isString,
    supportsMediaUpload: isBoolean,
    supportsMediaDownload: isBoolean,
    useMediaDownloadService: isBoolean,
    supportsSubscription: isBoolean,
    mediaUpload,
  },
});

const resourceMembers: Record<string, Check> = {
  methods: mapOf(method),
  resources: mapOf(resource),
};

const resourceShape = shape({
  required: {},
  optional: { ...resourceMembers, deprecated: isBoolean },
});

const scope = shape({ required: {}, optional: { description: isString } });
const oauth2 = shape({ required: {}, optional: { scopes: mapOf(scope) } });

const endpoint = shape({
  required: { endpointUrl: isString },
  optional: { location: isString, description: isString, deprecated: isBoolean },
});

const document = shape({
  required: {
    id: isString,
    name: isString,
    version: isString,
  },
  optional: {
    ...resourceMembers,
    rootUrl: isString,
    servicePath: isString,
    kind: oneOf("discovery#restDescription"),
    discoveryVersion: oneOf("v1"),
    protocol: oneOf("rest"),
    etag: isString,
    canonicalName: isString,
    revision: isString,
    title: isString,
    description: isString,
    ownerDomain: isString,
    ownerName: isString,
    packagePath: isString,
    icons: mapOf(isString),
    documentationLink: isString,
    labels: arrayOf(isString),
    features: arrayOf(isString),
    mtlsRootUrl: isString,
    baseUrl: isString,
    basePath: isString,
    batchPath: isString,
    endpoints: arrayOf(endpoint),
    auth: shape({ required: {}, optional: { oauth2 } }),
    parameters: mapOf(parameter),
    schemas: mapOf(schema),
  },
});
