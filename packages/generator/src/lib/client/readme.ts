import { methodsOf } from "@leasehold/discovery-document";
import type {
  DiscoveryDocument,
  DiscoveryParameter,
  DiscoverySchema,
  MethodEntry,
} from "@leasehold/discovery-document";
import { requestBodyObject } from "../openapi/request-body-object.ts";
import { createContext } from "../openapi/context.ts";
import type { OpenApiContext } from "../openapi/context.ts";
import { isRequiredParameter, callParameters } from "./method-parameters.ts";
import type { ClientNames } from "./client-names.ts";

/** Writes the README of a client, with an example for each resource. */
export function readmeText(
  document: DiscoveryDocument,
  names: ClientNames,
  facts: { packageName: string; rootUrl: string },
): string {
  const context = createContext(document, { authorizationUrl: "", tokenUrl: "" });
  const title = document.title ?? document.name;
  return `# ${facts.packageName}

Typed client for the ${title} ${document.version}. Made from its discovery document; do not edit.

${(document.description ?? "").trim()}

\`\`\`ts
import { ${names.create} } from ${JSON.stringify(facts.packageName)};

const client = ${names.create}({
  baseUrl: ${JSON.stringify(facts.rootUrl.replace(/\/$/, ""))},
  authorize: (request) => {
    request.headers.set("authorization", \`Bearer \${process.env["ACCESS_TOKEN"]}\`);
    return request;
  },
});
\`\`\`

A call that fails rejects with the \`ApiError\` of \`@leasehold/client-runtime\`, which has \`status\`, \`reason\` and \`message\`.
Lists are gone through with \`items\` and \`pages\` of \`@leasehold/client-runtime/pages\`; \`wait\` of
\`@leasehold/client-runtime/operations\` waits for an operation. \`${names.createFetch}\` makes the
[openapi-fetch](https://openapi-ts.dev/openapi-fetch/) client of the same API.
${examples(document, context)}`;
}

function examples(document: DiscoveryDocument, context: OpenApiContext): string {
  const byResource = new Map<string, MethodEntry[]>();
  for (const entry of methodsOf(document)) {
    const place = entry.resourcePath.join(".");
    byResource.set(place, [...(byResource.get(place) ?? []), entry]);
  }
  return [...byResource]
    .map(([place, entries]) => example(place, mostTelling(entries), context))
    .join("");
}

function mostTelling(entries: MethodEntry[]): MethodEntry | undefined {
  const byName = (name: string) => entries.find((entry) => entry.name === name);
  return byName("insert") ?? byName("create") ?? byName("list") ?? byName("get") ?? entries[0];
}

function example(place: string, entry: MethodEntry | undefined, context: OpenApiContext): string {
  if (!entry) return "";
  const { method } = entry;
  const parameters = callParameters(entry, context.document)
    .filter(([, node]) => isRequiredParameter(node))
    .map(([name, node]) => `${key(name)}: ${sample(name, node)}`);
  const body = method.request && sampleBody(entry, context);
  const call = ["client", ...entry.resourcePath, entry.name].reduce((path, name) =>
    /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`,
  );
  const first =
    parameters.length > 0 || body ? `{ ${parameters.join(", ")} }`.replace("{  }", "{}") : "";
  const rest = body ? `, { body: ${body} }` : "";
  const statement = method.response
    ? `console.log(await ${call}(${first}${rest}));`
    : `await ${call}(${first}${rest});`;
  const heading = place === "" ? entry.name : place;
  return `\n## ${heading}\n\n${(method.description ?? "").trim()}\n\n\`\`\`ts\n${statement}\n\`\`\`\n`;
}

function sampleBody({ method }: MethodEntry, context: OpenApiContext): string {
  const { request = {} } = method;
  const schema = request.$ref === undefined ? request : context.document.schemas?.[request.$ref];
  const required =
    requestBodyObject(method.id, request, context).content["application/json"]?.schema.required ??
    [];
  const members = required.map(
    (name) => `${key(name)}: ${sampleProperty(name, schema?.properties?.[name] ?? {}, context)}`,
  );
  if (members.length > 0) return `{ ${members.join(", ")} }`;
  const isObject = schema?.type === undefined || schema.type === "object" || schema.properties;
  return isObject ? "{}" : sampleValue("body", schema);
}

function sampleProperty(name: string, node: DiscoverySchema, context: OpenApiContext): string {
  const { $ref } = node;
  if ($ref === undefined) return sampleValue(name, node);
  const isObject = !context.referenceKeys.has($ref) || !context.document.schemas?.[$ref]?.type;
  return isObject ? "{}" : sampleValue(name, context.document.schemas?.[$ref] ?? {});
}

function sample(name: string, node: DiscoveryParameter): string {
  const value = sampleValue(name, node);
  return node.repeated ? `[${value}]` : value;
}

function sampleValue(name: string, node: DiscoveryParameter): string {
  switch (node.type) {
    case "integer":
    case "number":
      return Number(node.minimum ?? "1") > 0 ? (node.minimum ?? "1") : "1";
    case "boolean":
      return "true";
    case "array":
      return "[]";
    case "object":
      return "{}";
    default: {
      if (node.format === "int64" || node.format === "uint64") return '"1"';
      return JSON.stringify(node.enum?.[0] ?? `my-${name}`);
    }
  }
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
