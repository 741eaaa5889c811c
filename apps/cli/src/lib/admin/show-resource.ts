import { showMs } from "../moment.ts";
import { renderFacts, renderTable } from "../table.ts";
import type { Resource } from "./call-method.ts";
import { nameInWords, wordsFor } from "./field-words.ts";

/** The items of a list in columns, under the names of the fields. */
export function renderItems(
  items: readonly Resource[],
  fields: readonly string[],
  columns: number | undefined,
): string {
  const head = fields.map((field) => nameInWords(field).toUpperCase());
  const rows = items.map((item) => fields.map((field) => fieldText(item, field) ?? "-"));
  return renderTable({ head, rows }, columns);
}

/** The fields of one resource, a line each. */
export function renderResource(
  resource: Resource,
  except: readonly string[],
  columns: number | undefined,
): string {
  const facts = factsOf(resource, except);
  return facts.length === 0 ? "" : renderFacts(facts, columns);
}

/** A resource in another one, such as the user of an invitation, stands beside the rest. */
function factsOf(
  resource: Resource,
  except: readonly string[],
): [name: string, value: string | undefined][] {
  return Object.entries(resource)
    .filter(([name]) => name !== "kind" && !except.includes(name))
    .flatMap(([name, value]) =>
      isResource(value) ? factsOf(value, except) : [[nameInWords(name), fieldText(resource, name)]],
    );
}

function isResource(value: unknown): value is Resource {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

function fieldText(resource: Resource, field: string): string | undefined {
  return wordsFor(field, resource) ?? textOf(resource[field]);
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (Array.isArray(value)) return value.map(textOf).join(", ") || undefined;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return isoTime.test(value) ? showMs(Date.parse(value)) : value;
  if (typeof value !== "object") return JSON.stringify(value);
  const parts = Object.entries(value).filter(([name]) => name !== "kind");
  return parts.map(([name, part]) => `${nameInWords(name)}: ${textOf(part) ?? "-"}`).join(", ");
}
