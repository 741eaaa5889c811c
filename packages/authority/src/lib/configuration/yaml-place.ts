import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from "yaml";
import { ConfigurationError, type ConfigurationErrorCode } from "../../configuration-error.ts";

/** A value in a YAML file, and where it stands. */
export interface YamlPlace {
  node: Node | null;
  path: string;
  line: number | undefined;
  document: Document;
  lines: LineCounter;
}

/** The entries of a map, by the keys that were asked for. */
export type YamlMap<K extends string> = { place: YamlPlace } & Partial<Record<K, YamlPlace>>;

const fileCharactersMax = 4 * 1024 * 1024;

/**
 * Reads a YAML file (1.2, core schema).
 *
 * @throws ConfigurationError `yaml_invalid`
 */
export function readYaml(text: string): YamlPlace {
  if (text.length > fileCharactersMax) {
    const reason = `The file has more than ${fileCharactersMax} characters.`;
    throw new ConfigurationError({ code: "yaml_invalid", path: "", line: undefined, reason });
  }
  const lines = new LineCounter();
  const document: Document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    throw new ConfigurationError({
      code: "yaml_invalid",
      path: "",
      line: error.linePos?.[0].line,
      reason: error.message.split("\n", 1)[0] ?? "The file is no YAML.",
      cause: error,
    });
  }
  return { node: document.contents, path: "", line: 1, document, lines };
}

/** The error for a value. */
export function wrongAt(
  place: YamlPlace,
  code: ConfigurationErrorCode,
  reason: string,
): ConfigurationError {
  return new ConfigurationError({ code, path: place.path, line: place.line, reason });
}

/**
 * Reads a map whose keys are all among these.
 *
 * @throws ConfigurationError `wrong_type`, `unknown_key`
 */
export function readMap<K extends string>(place: YamlPlace, keys: readonly K[]): YamlMap<K> {
  const node = resolved(place);
  if (!isMap(node)) throw wrongAt(place, "wrong_type", `This must be a map of ${keys.join(", ")}.`);
  const map: YamlMap<string> = { place };
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : String(key);
    const path = place.path === "" ? name : `${place.path}.${name}`;
    const entry = placeOf(place, { node: value as Node | null, path, beside: key as Node });
    const known = keys.find((candidate) => candidate === name);
    if (known === undefined) {
      throw wrongAt(
        entry,
        "unknown_key",
        `There is no such key; the keys here are ${keys.join(", ")}.`,
      );
    }
    map[known] = entry;
  }
  return map;
}

/**
 * Reads a list, each item by `read`. A list that is missing or empty (`key:`) has no items.
 *
 * @throws ConfigurationError `wrong_type`
 */
export function readList<T>(place: YamlPlace | undefined, read: (item: YamlPlace) => T): T[] {
  if (place === undefined) return [];
  const node = resolved(place);
  if (node === null || (isScalar(node) && node.value === null)) return [];
  if (!isSeq(node)) throw wrongAt(place, "wrong_type", "This must be a list.");
  return node.items.map((item, index) =>
    read(placeOf(place, { node: item as Node | null, path: `${place.path}[${index}]` })),
  );
}

/** The value of a scalar: text, number, boolean, null; undefined for a map or list. */
export function scalarValue(place: YamlPlace): unknown {
  const node = resolved(place);
  if (node === null) return null;
  return isScalar(node) ? node.value : undefined;
}

function resolved(place: YamlPlace): Node | null {
  const { node } = place;
  if (!isAlias(node)) return node;
  const target = node.resolve(place.document);
  if (target === undefined) throw wrongAt(place, "yaml_invalid", "The alias has no anchor.");
  return target;
}

function placeOf(
  parent: YamlPlace,
  { node, path, beside }: { node: Node | null; path: string; beside?: Node },
): YamlPlace {
  const offset = node?.range?.[0] ?? beside?.range?.[0];
  const line = offset === undefined ? parent.line : parent.lines.linePos(offset).line;
  return { ...parent, node, path, line };
}
