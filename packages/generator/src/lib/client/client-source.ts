import { methodsOf } from "@leasehold/discovery-document";
import type {
  DiscoveryDocument,
  DiscoveryMethod,
  DiscoveryResource,
  MethodEntry,
} from "@leasehold/discovery-document";
import { createContext } from "../openapi/context.ts";
import type { OpenApiContext } from "../openapi/context.ts";
import { requestBodyObject } from "../openapi/request-body-object.ts";
import { methodRow } from "../../method-row.ts";
import type { ClientNames } from "./client-names.ts";
import { pascalCase, propertyName } from "./identifiers.ts";
import { methodDetails } from "./method-details.ts";
import { callParameters, isRequiredParameter } from "./method-parameters.ts";
import { parametersType, standardParametersType } from "./parameters-source.ts";
import { oneLine, tsdoc } from "./tsdoc.ts";

interface Source {
  document: DiscoveryDocument;
  names: ClientNames;
  context: OpenApiContext;
  rootUrl: string;
  /** Id of each method, one of its own. */
  ids: ReadonlyMap<DiscoveryMethod, string>;
}

/**
 * Writes the client of a document: a table of its methods, types of its resources and parameters, and the functions that make it.
 * @param rootUrl - Where the client goes when it is given no base URL.
 */
export function clientSource(
  document: DiscoveryDocument,
  names: ClientNames,
  rootUrl: string,
): string {
  const context = createContext(document, { authorizationUrl: "", tokenUrl: "" });
  const ids = new Map(context.methods.map(({ method, id }) => [method, id]));
  const source = { document, names, context, rootUrl, ids };
  const body = [
    methodTable(source),
    ...addresses(source),
    ...schemaAliases(source),
    ...standardParametersType(source.document, source.names),
    ...resourceTypes(source, { words: [], resource: document, type: names.client }),
    createFunctions(source),
  ].join("\n");
  return `${header(source, body)}\n${body}`;
}

function header({ document }: Source, body: string): string {
  const types = ["components", "operations", "paths"].filter((name) =>
    new RegExp(`\\b${name}[[>]`).test(body),
  );
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(body);
  const runtime = ["CallOptions", "ClientOptions", "FetchClient"].filter(uses);
  return `// Made from the discovery document of ${oneLine(document.id)}. Do not edit: change the document, then generate.
import { createCalls, createFetchClient } from "@leasehold/client-runtime";
import type { ${runtime.join(", ")} } from "@leasehold/client-runtime";
${abilityImports(body)}import type { ${types.join(", ")} } from "./schema.gen.ts";
`;
}

/** What not every API has comes from files of its own, so that a bundle of the others is without it. */
function abilityImports(body: string): string {
  const isUsed = (type: string) => new RegExp(`[)>] & ${type}<`).test(body);
  return [
    ...(isUsed("Download")
      ? [
          'import { downloads } from "@leasehold/client-runtime/downloads";',
          'import type { Download } from "@leasehold/client-runtime/downloads";',
        ]
      : []),
    ...(isUsed("Paged") ? ['import type { Paged } from "@leasehold/client-runtime/pages";'] : []),
    ...(isUsed("Upload")
      ? [
          'import { uploads } from "@leasehold/client-runtime/uploads";',
          'import type { Upload } from "@leasehold/client-runtime/uploads";',
        ]
      : []),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function methodTable({ document, context, rootUrl }: Source): string {
  const rows = context.methods.map((entry) => {
    const words = [...entry.resourcePath, entry.name];
    const isPlain = words.every((word) => /^[^.]+$/.test(word) && word !== "__proto__");
    const [verb, template, ability] = methodRow(document, entry);
    const details = { ...(isPlain ? {} : { place: words }), ...ability };
    const rest = Object.keys(details).length > 0 ? `, ${literal(details)}` : "";
    const place = isPlain ? words.join(".") : JSON.stringify(words);
    return `  ${JSON.stringify(place)}: [${JSON.stringify(verb)}, ${JSON.stringify(template)}${rest}],\n`;
  });
  return `const rootUrl = ${JSON.stringify(rootUrl)};

const methods = {
${rows.join("")}} as const;
`;
}

function literal(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  const members = Object.entries(value).map(
    ([name, member]) => `${propertyName(name)}: ${literal(member)}`,
  );
  return `{ ${members.join(", ")} }`;
}

/** Regional addresses, and where batches go; nothing where the API has none. */
function addresses({ document, names, rootUrl }: Source): string[] {
  // A location may come twice, once for each kind of address: the first one counts.
  const seen = new Set<string | undefined>();
  const first = (document.endpoints ?? []).filter(
    ({ location }) => !seen.has(location) && seen.add(location),
  );
  const regional = first.flatMap(({ location, endpointUrl, description }) =>
    location === undefined
      ? []
      : [
          `${tsdoc(description ?? "", "  ")}  ${propertyName(location)}: ${JSON.stringify(endpointUrl)},\n`,
        ],
  );
  const batch =
    document.batchPath && URL.canParse(rootUrl)
      ? JSON.stringify(new URL(document.batchPath, rootUrl).href)
      : undefined;
  return [
    ...(regional.length > 0
      ? [
          `/** Regional addresses of the API by location: give one of them as \`baseUrl\`. */\nexport const ${names.endpoints} = {\n${regional.join("")}} as const;\n`,
        ]
      : []),
    ...(batch === undefined
      ? []
      : [
          `/** Where \`batchingFetch\` of \`@leasehold/client-runtime/batch\` sends the calls of one moment together. */\nexport const ${names.batchUrl} = ${batch};\n`,
        ]),
  ];
}

function schemaAliases({ document, names, context }: Source): string[] {
  return Object.entries(document.schemas ?? {}).map(([name, schema]) => {
    const key = JSON.stringify(context.schemaKeys.get(name) ?? name);
    const type = names.schemas.get(name) ?? name;
    const { description = "", deprecated } = schema;
    const comment = tsdoc([description, ...(deprecated ? ["@deprecated"] : [])].join("\n"));
    return `${comment}export type ${type} = components["schemas"][${key}];\n`;
  });
}

/** The type of a resource, after those of its parameters, before those of its sub-resources. */
function resourceTypes(
  source: Source,
  place: {
    words: string[];
    resource: Pick<DiscoveryResource, "methods" | "resources">;
    type: string;
  },
): string[] {
  const { words, resource, type } = place;
  const { identifiers } = source.names;
  const calls = Object.entries(resource.methods ?? {}).map(([name, method]) => {
    const entry = { id: source.ids.get(method) ?? method.id, resourcePath: words, name, method };
    const parameters = identifiers.take(`${pascalCase(...words, name)}Parameters`);
    return { name, method, parameters, call: callType(source, entry, parameters), entry };
  });
  const children = Object.entries(resource.resources ?? {}).map(([name, child]) => ({
    name,
    words: [...words, name],
    resource: child,
    type: identifiers.take(`${pascalCase(...words, name)}Resource`),
  }));
  const members = [
    ...calls.map(({ name, method, call, entry, parameters }) => {
      const { description = "", deprecated } = method;
      const text = [description, ...(deprecated ? ["@deprecated"] : [])].join("\n");
      const child = children.find((other) => other.name === name);
      const abilities = [
        ...abilityTypes(source, entry, parameters),
        ...(child ? [child.type] : []),
      ];
      const both = [abilities.length > 0 ? `(${call})` : call, ...abilities].join(" & ");
      return `${tsdoc(text, "  ")}  readonly ${propertyName(name)}: ${both};\n`;
    }),
    ...children
      .filter((child) => !Object.hasOwn(resource.methods ?? {}, child.name))
      .map((child) => `  readonly ${propertyName(child.name)}: ${child.type};\n`),
  ];
  return [
    ...calls.map(({ entry, parameters }) =>
      parametersType(source.document, source.names, { entry, type: parameters }),
    ),
    `${resourceComment(source, words)}export interface ${type} {\n${members.join("")}}\n`,
    ...children.flatMap((child) => resourceTypes(source, child)),
  ];
}

function resourceComment({ document }: Source, words: string[]): string {
  const title = oneLine(document.title ?? document.name);
  if (words.length === 0) return tsdoc(`Calls of the ${title} ${oneLine(document.version)}.`);
  return tsdoc(`Calls of the resource ${words.join(".")}.`);
}

function callType(source: Source, entry: MethodEntry, parameters: string): string {
  const { method } = entry;
  const body = method.request && requestBodyObject(method.id, method.request, source.context);
  const needsBody = body?.required === true;
  const parameterNodes = callParameters(entry, source.document);
  const needsParameters = needsBody || parameterNodes.some(([, node]) => isRequiredParameter(node));
  const options = method.request
    ? `options${needsBody ? "" : "?"}: CallOptions & { body${needsBody ? "" : "?"}: ${bodyType(source, entry)} }`
    : "options?: CallOptions";
  return `(parameters${needsParameters ? "" : "?"}: ${parameters}, ${options}) => Promise<${answerType(source, entry)}>`;
}

/** What the call has beside being one: pages, `upload`, `download`. */
function abilityTypes(source: Source, entry: MethodEntry, parameters: string): string[] {
  const details = methodDetails(entry, source.document);
  const body = entry.method.request ? bodyType(source, entry) : "undefined";
  return [
    ...(details.items === undefined ? [] : [`Paged<${JSON.stringify(details.items)}>`]),
    ...(details.upload ? [`Upload<${parameters}, ${body}, ${answerType(source, entry)}>`] : []),
    ...(details.download ? [`Download<${parameters}>`] : []),
  ];
}

function bodyType({ names, context }: Source, { id, method }: MethodEntry): string {
  const { request = {} } = method;
  const alias = request.$ref === undefined ? undefined : names.schemas.get(request.$ref);
  const path = `operations[${JSON.stringify(id)}]["requestBody"]`;
  if (!alias) return `NonNullable<${path}>["content"]["application/json"]`;
  const schema = requestBodyObject(method.id, request, context).content["application/json"]?.schema;
  const required = (schema?.required ?? []).map((name) => JSON.stringify(name));
  return required.length === 0
    ? alias
    : `${alias} & Required<Pick<${alias}, ${required.join(" | ")}>>`;
}

function answerType({ names, document }: Source, { id, method }: MethodEntry): string {
  if (!method.response) return "void";
  const alias =
    method.response.$ref === undefined ? undefined : names.schemas.get(method.response.$ref);
  const content = `operations[${JSON.stringify(id)}]["responses"][200]["content"]["application/json"]`;
  const isWrapped = document.features?.includes("dataWrapper");
  return alias ?? (isWrapped ? `NonNullable<${content}["data"]>` : content);
}

function createFunctions({ document, names }: Source): string {
  const title = oneLine(`${document.title ?? document.name} ${document.version}`).replaceAll(
    "*/",
    "",
  );
  return `/**
 * Makes a client of the ${title}.
 * @param options - Where the server is, and how to authorize requests.
 */
export function ${names.create}(options: ClientOptions): ${names.client} {
  return createCalls(methods, rootUrl, options${features(document)}) as ${names.client};
}

/**
 * Makes the openapi-fetch client of the ${title}: one function for each HTTP verb, with the paths of the API.
 * @param options - Where the server is, and how to authorize requests.
 */
export function ${names.createFetch}(options: ClientOptions): FetchClient<paths> {
  return createFetchClient<paths>(rootUrl, options);
}
`;
}

function features(document: DiscoveryDocument): string {
  const details = methodsOf(document).map((entry) => methodDetails(entry, document));
  const abilities = [
    ...(details.some((one) => one.download) ? ["downloads"] : []),
    ...(details.some((one) => one.upload) ? ["uploads"] : []),
  ];
  const members = [
    ...(abilities.length > 0 ? [`abilities: [${abilities.join(", ")}]`] : []),
    ...(document.features?.includes("dataWrapper") ? ["dataWrapper: true"] : []),
  ];
  return members.length > 0 ? `, { ${members.join(", ")} }` : "";
}
