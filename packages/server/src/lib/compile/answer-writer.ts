import type { DiscoverySchema } from "@leasehold/discovery-document";
import { type FieldSelection, invalidFieldSelection, mergeSelections } from "./field-selection.ts";

/** Writes a resource as JSON text. */
export type AnswerWriter = (value: unknown) => string;

interface Place {
  schemas: Record<string, DiscoverySchema>;
  pretty: boolean;
  depth: number;
  selection: FieldSelection;
  /** Where we are in the resource, for messages. */
  path: string;
}

/**
 * Compiles the writer of a method's answer: keys, order, commas and indentation are fixed here once, so that an
 * answer is put together from ready pieces. int64 becomes a string, `kind` comes from the document, and what is
 * undefined is left out.
 *
 * @throws ApiError 400 when the selection names a field that the schema lacks.
 */
export function compileAnswerWriter(request: {
  schemas: Record<string, DiscoverySchema>;
  schema: DiscoverySchema;
  pretty: boolean;
  selection: FieldSelection;
}): AnswerWriter {
  return compile(request.schema, { ...request, depth: 0, path: "" });
}

function compile(schema: DiscoverySchema, place: Place): AnswerWriter {
  const resolved = resolve(schema, place.schemas);
  if (resolved.properties !== undefined) return compileObject(resolved.properties, place);
  if (resolved.additionalProperties !== undefined) {
    return compileMap(resolved.additionalProperties, place);
  }
  if (resolved.type === "array") return compileArray(resolved.items ?? {}, place);
  if (place.selection !== "all") {
    const [name] = [...place.selection.keys()];
    throw invalidFieldSelection(`${place.path}/${name}`, `${place.path} has no fields inside.`);
  }
  return compileScalar(resolved);
}

function resolve(
  schema: DiscoverySchema,
  schemas: Record<string, DiscoverySchema>,
): DiscoverySchema {
  return schema.$ref === undefined ? schema : resolve(schemas[schema.$ref] ?? {}, schemas);
}

interface Piece {
  name: string;
  /** Line break, indentation, key and colon. */
  head: string;
  write: AnswerWriter;
}

function compileObject(properties: Record<string, DiscoverySchema>, place: Place): AnswerWriter {
  const names = selectedNames(Object.keys(properties), place);
  const lineBreak = place.pretty ? `\n${" ".repeat(place.depth + 1)}` : "";
  const end = `${place.pretty ? `\n${" ".repeat(place.depth)}` : ""}}`;
  const colon = place.pretty ? ": " : ":";
  const kind = names.has("kind") ? properties["kind"]?.default : undefined;
  const start = kind === undefined ? "" : `${lineBreak}"kind"${colon}${JSON.stringify(kind)}`;
  const pieces: Piece[] = [...names]
    .filter(([name]) => kind === undefined || name !== "kind")
    .map(([name, selection]) => {
      const inner = { ...place, depth: place.depth + 1, selection, path: below(place, name) };
      const make = (): AnswerWriter => compile(properties[name]!, inner);
      return {
        name,
        head: `${lineBreak}${JSON.stringify(name)}${colon}`,
        // A selection is finite and must be refused at once; a schema may contain itself.
        write: selection === "all" ? compileAtFirstUse(make) : make(),
      };
    });
  return (value) => {
    const resource = value as Record<string, unknown>;
    let text = start;
    for (const piece of pieces) {
      const member = resource[piece.name];
      if (member === undefined) continue;
      text += (text === "" ? piece.head : `,${piece.head}`) + piece.write(member);
    }
    return text === "" ? "{}" : `{${text}${end}`;
  };
}

function compileAtFirstUse(make: () => AnswerWriter): AnswerWriter {
  let writer: AnswerWriter | undefined;
  return (value) => (writer ??= make())(value);
}

function below(place: Place, name: string): string {
  return place.path === "" ? name : `${place.path}/${name}`;
}

function selectedNames(known: string[], place: Place): Map<string, FieldSelection> {
  const { selection } = place;
  if (selection === "all") return new Map(known.map((name) => [name, "all"]));
  const every = selection.get("*");
  const selected = new Map<string, FieldSelection>();
  for (const name of known) {
    const named = selection.get(name);
    if (named !== undefined)
      selected.set(name, every === undefined ? named : mergeSelections(named, every));
    else if (every !== undefined) selected.set(name, every);
  }
  for (const name of selection.keys()) {
    if (name === "*" || selected.has(name)) continue;
    throw invalidFieldSelection(below(place, name), `The fields here are ${known.join(", ")}.`);
  }
  return selected;
}

function compileMap(schema: DiscoverySchema, place: Place): AnswerWriter {
  const { selection, pretty, depth } = place;
  const lineBreak = pretty ? `\n${" ".repeat(depth + 1)}` : "";
  const end = `${pretty ? `\n${" ".repeat(depth)}` : ""}}`;
  const writerFor = (inside: FieldSelection): AnswerWriter =>
    compile(schema, { ...place, depth: depth + 1, selection: inside, path: `${place.path}/*` });
  const writers =
    selection === "all"
      ? new Map([["*", writerFor("all")]])
      : new Map([...selection].map(([name, inside]) => [name, writerFor(inside)]));
  return (value) => {
    const texts: string[] = [];
    for (const [name, member] of Object.entries(value as Record<string, unknown>)) {
      const write = writers.get(name) ?? writers.get("*");
      if (write === undefined) continue;
      texts.push(`${lineBreak}${JSON.stringify(name)}${pretty ? ": " : ":"}${write(member)}`);
    }
    return texts.length === 0 ? "{}" : `{${texts.join(",")}${end}`;
  };
}

function compileArray(schema: DiscoverySchema, place: Place): AnswerWriter {
  const lineBreak = place.pretty ? `\n${" ".repeat(place.depth + 1)}` : "";
  const between = `,${lineBreak}`;
  const end = `${place.pretty ? `\n${" ".repeat(place.depth)}` : ""}]`;
  const write = compile(schema, { ...place, depth: place.depth + 1 });
  return (value) => {
    const members = value as readonly unknown[];
    if (members.length === 0) return "[]";
    let text = `[${lineBreak}${write(members[0])}`;
    for (let index = 1; index < members.length; index++) text += between + write(members[index]);
    return text + end;
  };
}

function compileScalar(schema: DiscoverySchema): AnswerWriter {
  const { type, format } = schema;
  // A base64 text and a number need no escapes.
  if (format === "int64" || format === "uint64") return (value) => `"${String(value)}"`;
  if (type === "integer" || type === "number" || type === "boolean") return String;
  return (value) => JSON.stringify(value);
}
