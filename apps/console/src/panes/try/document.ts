/** What the console reads of a discovery document; all else in it is left aside. */
export interface ApiDocument {
  id: string;
  name: string;
  version: string;
  title?: string;
  rootUrl: string;
  servicePath: string;
  parameters?: Record<string, Parameter>;
  schemas?: Record<string, Schema>;
  resources?: Record<string, Resource>;
  methods?: Record<string, MethodEntry>;
}

export interface Parameter {
  type?: string;
  description?: string;
  required?: boolean;
  repeated?: boolean;
  default?: string;
  enum?: string[];
  location?: string;
  format?: string;
  minimum?: string;
  maximum?: string;
  pattern?: string;
}

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  readOnly?: boolean;
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: string[];
}

interface MethodEntry {
  id: string;
  path: string;
  httpMethod: string;
  description?: string;
  parameters?: Record<string, Parameter>;
  parameterOrder?: string[];
  request?: { $ref: string };
  scopes?: string[];
}

interface Resource {
  methods?: Record<string, MethodEntry>;
  resources?: Record<string, Resource>;
}

/** A method with its place in the client, such as `tasks.lease`. */
export interface Method extends MethodEntry {
  place: string;
}

/** All methods of a document, by their place. */
export function methodsOf(document: ApiDocument): Method[] {
  const found: Method[] = [];
  const walk = (resource: Resource, prefix: string): void => {
    for (const [name, method] of Object.entries(resource.methods ?? {})) {
      found.push({ ...method, place: prefix + name });
    }
    for (const [name, inner] of Object.entries(resource.resources ?? {})) {
      walk(inner, `${prefix}${name}.`);
    }
  };
  walk(document, "");
  return found.sort((left, right) => left.place.localeCompare(right.place));
}

/** The parameters of a method: those that are needed first, in the order of the document. */
export function parametersOf(method: Method): [name: string, parameter: Parameter][] {
  const order = method.parameterOrder ?? [];
  const rank = (name: string): number =>
    order.includes(name) ? order.indexOf(name) : order.length;
  return Object.entries(method.parameters ?? {}).sort(
    ([left], [right]) => rank(left) - rank(right) || left.localeCompare(right),
  );
}

const depthMax = 4;

/** A body to start from: every member that may be sent, with a value of its type. */
export function bodyTemplate(document: ApiDocument, method: Method): string | undefined {
  if (method.request === undefined) return undefined;
  return JSON.stringify(example(document, { $ref: method.request.$ref }, 0), null, 2);
}

function example(document: ApiDocument, schema: Schema, depth: number): unknown {
  if (schema.$ref !== undefined) {
    const target = document.schemas?.[schema.$ref];
    return target === undefined || depth > depthMax ? {} : example(document, target, depth + 1);
  }
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name, member]) => member.readOnly !== true && name !== "kind")
          .map(([name, member]) => [name, example(document, member, depth + 1)]),
      );
    case "array":
      return [];
    case "boolean":
      return false;
    case "integer":
    case "number":
      return 0;
    default:
      return schema.enum?.[0] ?? "";
  }
}
