import { ApiError } from "../api/api-error.ts";

/** Which fields an answer has: names (or `*`) with what is selected inside each; `"all"` is everything below. */
export type FieldSelection = Map<string, FieldSelection> | "all";

const nameCharacter = /[^,()/\s]/;
const lengthMax = 2000;
const depthMax = 20;

/**
 * Parses the `fields` parameter: a comma list of names, `a/b`, `items(id,tag)` and `*`.
 *
 * @throws ApiError 400 "Invalid field selection …".
 */
export function parseFieldSelection(text: string): FieldSelection {
  if (text.length > lengthMax) {
    throw invalidFieldSelection(text.slice(0, 40), `It may have ${lengthMax} characters.`);
  }
  const cursor = { text, at: 0 };
  const selection = parseList(cursor, 0);
  if (cursor.at < text.length) throw invalidFieldSelection(text.slice(cursor.at), syntax);
  return selection;
}

/** The refusal of a selection, naming the part that is wrong. */
export function invalidFieldSelection(part: string, hint: string): ApiError {
  return new ApiError({
    status: 400,
    reason: "invalidParameter",
    message: `Invalid field selection ${part}. ${hint}`,
    location: { type: "parameter", name: "fields" },
  });
}

const syntax =
  "Write names with commas between, a/b or a(b,c) for fields inside a field, and * for all.";

interface Cursor {
  text: string;
  at: number;
}

function parseList(cursor: Cursor, depth: number): FieldSelection {
  if (depth > depthMax) throw invalidFieldSelection(cursor.text.slice(cursor.at), syntax);
  const selection = new Map<string, FieldSelection>();
  do {
    parsePath(cursor, { selection, depth });
  } while (take(cursor, ","));
  return selection;
}

function parsePath(
  cursor: Cursor,
  { selection, depth }: { selection: Map<string, FieldSelection>; depth: number },
): void {
  const name = parseName(cursor);
  let inside: FieldSelection = "all";
  if (take(cursor, "/")) {
    if (depth > depthMax) throw invalidFieldSelection(name, syntax);
    inside = new Map();
    parsePath(cursor, { selection: inside, depth: depth + 1 });
  } else if (take(cursor, "(")) {
    inside = parseList(cursor, depth + 1);
    if (!take(cursor, ")")) throw invalidFieldSelection(name, "A bracket is not closed.");
  }
  const before = selection.get(name);
  selection.set(name, before === undefined ? inside : mergeSelections(before, inside));
}

function parseName(cursor: Cursor): string {
  const start = cursor.at;
  while (cursor.at < cursor.text.length && nameCharacter.test(cursor.text[cursor.at]!)) cursor.at++;
  if (cursor.at === start) {
    throw invalidFieldSelection(cursor.text.slice(start, start + 40) || "(empty)", syntax);
  }
  return cursor.text.slice(start, cursor.at);
}

function take(cursor: Cursor, character: string): boolean {
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at++;
  return true;
}

/** Everything that either selects. */
export function mergeSelections(one: FieldSelection, other: FieldSelection): FieldSelection {
  if (one === "all" || other === "all") return "all";
  const merged = new Map(one);
  for (const [name, inside] of other) {
    const before = merged.get(name);
    merged.set(name, before === undefined ? inside : mergeSelections(before, inside));
  }
  return merged;
}
