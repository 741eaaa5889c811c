// What must hold of one public discovery document on its way to OpenAPI, back, and to a client package.
import { isDeepStrictEqual } from "node:util";
import { validate } from "@readme/openapi-parser";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parseDiscoveryDocument } from "../packages/discovery-document/src/discovery-document.ts";
import { toDiscovery } from "../packages/generator/src/discovery.ts";
import type { OpenApiDocument } from "../packages/generator/src/lib/openapi/document.ts";
import { toOpenApi } from "../packages/generator/src/openapi.ts";
import { clientPackage } from "../packages/generator/src/package.ts";

/** What came of one document. */
export interface DocumentReport {
  file: string;
  /** What the file is when it is no discovery document; then nothing was checked. */
  otherKind?: string;
  /** The checks that failed, and why. */
  failures: { check: string; reason: string }[];
  counts: { methods: number; operations: number; uploads: number; schemas: number };
  ms: { convert: number; validate: number; types: number };
  /** Files of the client package, by path. */
  files: Record<string, string>;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const secondValidator = new Validator();

export function emptyReport(file: string): DocumentReport {
  return {
    file,
    failures: [],
    counts: { methods: 0, operations: 0, uploads: 0, schemas: 0 },
    ms: { convert: 0, validate: 0, types: 0 },
    files: {},
  };
}

/** Puts the text of a discovery document through everything; only what needs the other documents is left. */
export async function checkDocument(file: string, text: string): Promise<DocumentReport> {
  const report = emptyReport(file);
  const attempt = async (check: string, work: () => unknown) => {
    try {
      const reason = await work();
      if (typeof reason === "string") report.failures.push({ check, reason });
    } catch (error) {
      report.failures.push({
        check,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  };
  let startedAt = performance.now();
  const lap = (step: keyof DocumentReport["ms"]) => {
    const now = performance.now();
    report.ms[step] = now - startedAt;
    startedAt = now;
  };
  const otherKind = otherKindOf(text);
  if (otherKind !== undefined) return { ...report, otherKind };
  let openApi = "";
  await attempt("convert", () => {
    openApi = JSON.stringify(toOpenApi(parseDiscoveryDocument(JSON.parse(text))));
  });
  lap("convert");
  if (openApi === "") return report;
  const parsed = () => JSON.parse(openApi) as OpenApiDocument;
  await attempt("same bytes", () => {
    const again = JSON.stringify(toOpenApi(parseDiscoveryDocument(JSON.parse(text))));
    return again === openApi ? undefined : "a second conversion gave other bytes";
  });
  await attempt("round trip", () => roundTrip(JSON.parse(text), parsed()));
  await attempt("operations", () => countOperations(JSON.parse(text), parsed(), report.counts));
  await attempt("readme", async () => {
    const result = await validate(parsed() as unknown as Parameters<typeof validate>[0]);
    return result.valid ? undefined : JSON.stringify(result.errors).slice(0, 500);
  });
  await attempt("seriousme", async () => {
    const result = await secondValidator.validate(
      withoutRefProperties(parsed()) as Record<string, unknown>,
    );
    return result.valid ? undefined : JSON.stringify(result.errors).slice(0, 500);
  });
  await attempt("json schema", () => invalidSchema(parsed()));
  lap("validate");
  await attempt("types", async () => {
    const { files } = await clientPackage(parseDiscoveryDocument(JSON.parse(text)));
    report.files = files;
  });
  lap("types");
  return report;
}

/** A file that is not JSON, or that is nothing known, is a document that is broken: a failure. */
function otherKindOf(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (Array.isArray(value)) return "a list";
  if (!isObject(value)) return undefined;
  const { kind, openapi, swagger, documents, private: isPrivate, dependencies } = value;
  if (typeof openapi === "string" || typeof swagger === "string") return "an OpenAPI document";
  if (typeof kind === "string" && kind !== "discovery#restDescription") return `a ${kind}`;
  if (kind === undefined && Array.isArray(documents)) return "an index of documents";
  if (isPrivate !== undefined || dependencies !== undefined) return "a package.json";
  return undefined;
}

function roundTrip(value: unknown, openApi: OpenApiDocument): string | undefined {
  const back: unknown = toDiscovery(openApi);
  return isDeepStrictEqual(back, value) ? undefined : difference(value, back, "$");
}

/** The first place where two values differ. */
function difference(want: unknown, got: unknown, path: string): string {
  if (!isObject(want) || !isObject(got)) {
    return `${path} is ${JSON.stringify(got)?.slice(0, 80)}, was ${JSON.stringify(want)?.slice(0, 80)}`;
  }
  for (const name of new Set([...Object.keys(want), ...Object.keys(got)])) {
    if (!isDeepStrictEqual(want[name], got[name])) {
      return difference(want[name], got[name], `${path}.${name}`);
    }
  }
  return `${path} differs`;
}

/** Methods are counted in the raw JSON, so that one that is lost on the way is missed. */
function countOperations(
  value: unknown,
  { paths, components }: OpenApiDocument,
  counts: DocumentReport["counts"],
): string | undefined {
  const ids = methodIds(value);
  const operations = Object.values(paths).flatMap(({ parameters: _shared, ...verbs }) =>
    Object.values(verbs),
  );
  const ofMethods = operations.filter((operation) => !("x-google-uploadOf" in operation));
  counts.methods = ids.length;
  counts.operations = ofMethods.length;
  counts.uploads = operations.length - ofMethods.length;
  counts.schemas = Object.keys(components.schemas ?? {}).length;
  const found = new Set(ofMethods.map(({ operationId }) => operationId));
  const lost = ids.filter((id) => !found.has(id));
  if (lost.length > 0) return `no operation for ${lost.join(", ")}`;
  return ids.length === ofMethods.length
    ? undefined
    : `${ids.length} methods, ${ofMethods.length} operations`;
}

function methodIds(node: unknown): string[] {
  if (!isObject(node)) return [];
  const { methods = {}, resources = {} } = node as Record<string, Record<string, { id: string }>>;
  return [
    ...Object.values(methods).map(({ id }) => id),
    ...Object.values(resources).flatMap(methodIds),
  ];
}

/** Checks every schema by the meta-schema of 2020-12, and that every reference leads somewhere. */
function invalidSchema(document: OpenApiDocument): string | undefined {
  const { schemas = {} } = document.components;
  const inline = inlineSchemas(document);
  const all = { $defs: { ...schemas, ...inline } };
  if (!ajv.validateSchema(all)) return ajv.errorsText(ajv.errors);
  const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]*)"/g);
  const components = document.components as Record<string, object | undefined>;
  for (const [, kind = "", key = ""] of references) {
    if (!Object.hasOwn(components[kind] ?? {}, key)) return `${kind}/${key} is not there`;
  }
  return undefined;
}

function inlineSchemas(document: OpenApiDocument): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const visit = (node: unknown, path: string): void => {
    if (!isObject(node)) return;
    for (const [name, value] of Object.entries(node)) {
      if (name === "schema") found[`${path}.${name}`] = value;
      else visit(value, `${path}.${name}`);
    }
  };
  visit(document.paths, "paths");
  visit(document.components.parameters, "parameters");
  return found;
}

/**
 * The second validator takes a property that is named `$ref` for a reference and one named `$id` for a base address (objects where
 * it wants strings), and so on: such properties, and nothing else, have another name in what it is given.
 */
function withoutRefProperties(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutRefProperties);
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name,
      name === "properties" && isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([property, schema]) => [
              /^\$(ref|id|anchor|schema|dynamicRef|dynamicAnchor)$/.test(property) &&
              isObject(schema)
                ? `named-${property.slice(1)}`
                : property,
              withoutRefProperties(schema),
            ]),
          )
        : withoutRefProperties(value),
    ]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
