import {
  type DiscoveryDocument,
  type DiscoverySchema,
  type MethodEntry,
  methodsOf,
} from "@leasehold/discovery-document";
import { Help } from "commander";
import { harmless } from "../table.ts";
import { type ApiMethod, isRequired, kebabOf, placeOf, schemaOf } from "./api-method.ts";

/** How to write it. */
export interface Layout {
  columns: number | undefined;
  rootUrl: string;
  /** Flags of this program: a parameter of that name is given by `--param`. */
  taken: ReadonlySet<string>;
}

/** The methods of a document, each with the start of its description. */
export function describeDocument(
  { document, source }: { document: DiscoveryDocument; source: string },
  layout: Layout,
): string {
  const rows = methodsOf(document).map((entry): [string, string] => [
    placeOf(entry),
    firstSentence(entry.method.description ?? ""),
  ]);
  const title = [document.id, document.title].filter(Boolean).join("  ");
  return harmless(
    [title, "", ...table(rows, layout), "", `leasehold api ${source} METHOD --help`].join("\n"),
  );
}

/** The methods of a document, for scripts. */
export function listMethods(document: DiscoveryDocument): object[] {
  return methodsOf(document).map((entry: MethodEntry) => ({
    method: placeOf(entry),
    id: entry.id,
    httpMethod: entry.method.httpMethod,
    description: entry.method.description,
    scopes: entry.method.scopes,
  }));
}

/** What a method does, takes and needs. */
export function describeMethod(api: ApiMethod, layout: Layout): string {
  const { method, place, row } = api;
  const own = Object.keys(method.parameters ?? {});
  const [mine, standard] = [
    Object.entries(api.parameters).filter(([name]) => own.includes(name)),
    Object.entries(api.parameters).filter(([name]) => !own.includes(name)),
  ];
  const section = (title: string, rows: [string, string][]): string[] =>
    rows.length === 0 ? [] : ["", `${title}:`, ...table(rows, layout)];
  const scopes = method.scopes ?? [];
  const lines = [
    `Usage: leasehold api ${api.source} ${place}${own.length > 0 ? " [parameters]" : ""}`,
    "",
    `${method.httpMethod} ${layout.rootUrl}${row[1]}`,
    ...(method.deprecated === true ? ["", "Deprecated."] : []),
    ...(method.description === undefined ? [] : ["", wrapped(method.description, layout)]),
    ...section(
      "Parameters",
      mine.map(([name, schema]) => parameterRow(name, schema, layout)),
    ),
    ...bodyLines(api, section),
    ...section("Media", mediaRows(api)),
    ...section("Pages", pageRows(api)),
    ...section(
      "Scopes, of which one is enough",
      scopes.map((scope) => [scope, ""]),
    ),
    ...section(
      "Parameters of every method",
      standard.map(([name, schema]) => parameterRow(name, schema, layout)),
    ),
  ];
  return harmless(lines.join("\n"));
}

function bodyLines(
  { document, method, fields }: ApiMethod,
  section: (title: string, rows: [string, string][]) => string[],
): string[] {
  if (method.request === undefined) return [];
  const name = method.request.$ref === undefined ? "" : `: ${method.request.$ref}`;
  const title = `Body${name} (--body FILE, - or JSON; --field name=value for one member)`;
  const rows = Object.entries(fields).map(([field, schema]): [string, string] => [
    `${field}: ${typeOf(document, schema)}`,
    aboutOf(schema, schema.annotations?.required?.includes(method.id) === true),
  ]);
  return rows.length === 0 ? ["", title] : section(title, rows);
}

function parameterRow(name: string, schema: DiscoverySchema, layout: Layout): [string, string] {
  const word = kebabOf(name);
  const flag = layout.taken.has(word) && word !== "project" ? `--param ${name}=` : `--${word} `;
  const value = schema.type === "boolean" ? "" : `<${schema.type ?? "text"}>`;
  const dots = schema.repeated === true ? "..." : "";
  return [`${flag}${value}${dots}`.trimEnd(), aboutOf(schema, isRequired(schema))];
}

function aboutOf(schema: DiscoverySchema, required: boolean): string {
  const { minimum, maximum } = schema;
  const facts = [
    ...(required ? ["required"] : []),
    ...(schema.deprecated === true ? ["deprecated"] : []),
    ...(schema.readOnly === true ? ["read only"] : []),
    ...(schema.enum === undefined ? [] : [`one of ${schema.enum.join(", ")}`]),
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(schema.default === undefined ? [] : [`default ${schema.default}`]),
  ];
  const text = schema.description ?? "";
  return facts.length === 0 ? text : `(${facts.join("; ")}) ${text}`.trim();
}

function typeOf(document: DiscoveryDocument, node: DiscoverySchema): string {
  if (node.type === "array") return `list of ${typeOf(document, node.items ?? {})}`;
  if (node.$ref !== undefined) return node.$ref;
  const { type = "any", format, additionalProperties } = schemaOf(document, node) ?? {};
  if (additionalProperties !== undefined) return `map of ${typeOf(document, additionalProperties)}`;
  return format === undefined ? type : `${type} (${format})`;
}

function mediaRows({ method, row }: ApiMethod): [string, string][] {
  const { upload, download } = row[2];
  const { accept = [], maxSize } = method.mediaUpload ?? {};
  const types = accept.length > 0 ? ` Takes ${accept.join(", ")}.` : "";
  const most = maxSize === undefined ? "" : ` At most ${maxSize}.`;
  return [
    ...(upload === undefined
      ? []
      : [["--upload <file>", `The file to send.${types}${most}`] satisfies [string, string]]),
    ...(download === undefined
      ? []
      : [["--output <file>", "Where the file that is answered goes."] satisfies [string, string]]),
  ];
}

function pageRows({ row }: ApiMethod): [string, string][] {
  if (row[2].items === undefined && row[2].next === undefined) return [];
  return [["--page-all, --limit <number>", `Goes through the pages: ${row[2].items ?? "all"}.`]];
}

function table(rows: readonly [string, string][], layout: Layout): string[] {
  const help = helpFor(layout);
  const width = Math.min(Math.max(0, ...rows.map(([term]) => term.length)), 34);
  return rows.map(([term, about]) => {
    const text = oneLine(about);
    // A long term stands on a line of its own.
    if (term.length <= width) return help.formatItem(term, width, text, help);
    return text === "" ? `  ${term}` : `  ${term}\n${help.formatItem("", width, text, help)}`;
  });
}

function wrapped(text: string, layout: Layout): string {
  const help = helpFor(layout);
  return help.boxWrap(oneLine(text), help.helpWidth ?? 80);
}

function helpFor({ columns }: Layout): Help {
  const help = new Help();
  help.helpWidth = columns ?? 80;
  return help;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function firstSentence(text: string): string {
  const line = oneLine(text);
  return /^.*?[.!?](?=\s|$)/.exec(line)?.[0] ?? line;
}
