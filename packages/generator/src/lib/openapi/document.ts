/** Members beginning with `x-`, which OpenAPI lets be. */
export interface Extensions {
  [name: `x-${string}`]: unknown;
}

/** The part of OpenAPI 3.1 that a discovery document can say. */
export interface OpenApiDocument extends Extensions {
  openapi: "3.1.0";
  info: InfoObject;
  externalDocs?: { url: string };
  servers: ServerObject[];
  tags?: TagObject[];
  paths: Record<string, PathItemObject>;
  components: ComponentsObject;
}

interface InfoObject extends Extensions {
  title: string;
  version: string;
  description?: string;
}

export interface ServerObject extends Extensions {
  url: string;
  description?: string;
}

export interface TagObject extends Extensions {
  name: string;
}

export interface ComponentsObject {
  schemas?: Record<string, SchemaObject>;
  parameters?: Record<string, ParameterObject>;
  responses?: Record<string, ResponseObject>;
  securitySchemes?: Record<string, SecuritySchemeObject>;
}

interface ReferenceObject {
  $ref: string;
}

/** Operations by verb in lower case, and the parameters that all of them take. */
export interface PathItemObject {
  parameters?: ReferenceObject[];
  get?: OperationObject;
  put?: OperationObject;
  post?: OperationObject;
  delete?: OperationObject;
  options?: OperationObject;
  head?: OperationObject;
  patch?: OperationObject;
}

export type Verb = Exclude<keyof PathItemObject, "parameters">;

export interface OperationObject extends Extensions {
  operationId: string;
  description?: string;
  deprecated?: boolean;
  tags?: string[];
  parameters?: ParameterObject[];
  requestBody?: RequestBodyObject;
  responses: Record<string, ResponseObject | ReferenceObject>;
  security?: Record<string, string[]>[];
}

export interface ParameterObject extends Extensions {
  name: string;
  in: "path" | "query" | "header";
  description?: string;
  required?: boolean;
  deprecated?: boolean;
  style?: "form";
  explode?: boolean;
  schema: SchemaObject;
}

export interface RequestBodyObject extends Extensions {
  required?: boolean;
  content: Record<string, { schema: SchemaObject }>;
}

export interface ResponseObject extends Extensions {
  description: string;
  headers?: Record<string, { description: string; schema: SchemaObject }>;
  content?: Record<string, { schema: SchemaObject }>;
}

export interface SecuritySchemeObject extends Extensions {
  type: "oauth2" | "apiKey";
  description?: string;
  in?: "query";
  name?: string;
  flows?: {
    authorizationCode: {
      authorizationUrl: string;
      tokenUrl: string;
      scopes: Record<string, string>;
    };
  };
}

/** JSON Schema 2020-12. */
export interface SchemaObject extends Extensions {
  $ref?: string;
  type?: string;
  title?: string;
  description?: string;
  format?: string;
  default?: unknown;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  pattern?: string;
  readOnly?: boolean;
  deprecated?: boolean;
  required?: string[];
  properties?: Record<string, SchemaObject>;
  additionalProperties?: SchemaObject;
  items?: SchemaObject;
  allOf?: SchemaObject[];
  anyOf?: SchemaObject[];
  discriminator?: { propertyName: string; mapping: Record<string, string> };
}
