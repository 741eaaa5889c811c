import type { DiscoverySchema } from "@leasehold/discovery-document";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { didYouMean } from "./nearest.ts";

const ranges: Record<string, readonly [least: bigint, most: bigint]> = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

const forms: Record<string, readonly [form: RegExp, such: string]> = {
  byte: [/^[A-Za-z0-9+/_-]*={0,2}$/, "base64"],
  date: [/^\d{4}-\d{2}-\d{2}$/, "a date such as 2027-01-31"],
  "date-time": [
    /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/,
    "a time such as 2027-01-31T08:00:00Z",
  ],
  "google-duration": [/^-?\d+(\.\d{1,9})?s$/, "a duration in seconds such as 3.5s"],
  "google-fieldmask": [/^[^\s]+$/, "names of fields with commas between them"],
};

/**
 * Reads a value that was given as text, as the schema has it. Numbers of 64 bits stay text: they may be too large for a number.
 * @param label what the user gave it for, such as `--max-results`.
 * @throws {CliError} When the schema does not allow it.
 */
export function checkText(
  schema: DiscoverySchema,
  text: string,
  label: string,
): string | number | boolean {
  const { type = "string", format = "" } = schema;
  if (schema.enum !== undefined) checkEnum(schema.enum, text, label);
  if (type === "boolean") {
    if (text !== "true" && text !== "false") throw wrong(label, text, "true or false");
    return text === "true";
  }
  if (type === "integer" || ranges[format] !== undefined) {
    checkInteger(schema, text, label);
    return type === "string" ? text : Number(text);
  }
  if (type === "number") {
    const isNumber = /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);
    if (!isNumber || isOutside(schema, Number(text))) throw wrong(label, text, numberOf(schema));
    return Number(text);
  }
  checkForm(schema, text, label);
  return text;
}

function checkEnum(allowed: readonly string[], text: string, label: string): void {
  if (allowed.includes(text)) return;
  throw new CliError(
    exitCodes.usage,
    `${label} does not take ${text}: give one of ${allowed.join(", ")}.${didYouMean(text, allowed)}`,
  );
}

function checkInteger(schema: DiscoverySchema, text: string, label: string): void {
  const [least, most] = ranges[schema.format ?? ""] ?? [undefined, undefined];
  const from = wholeOf(schema.minimum) ?? least;
  const to = wholeOf(schema.maximum) ?? most;
  const value = wholeOf(text);
  const isFine =
    value !== undefined &&
    (from === undefined || value >= from) &&
    (to === undefined || value <= to);
  if (isFine) return;
  // The ends of 64 bits would tell nobody anything.
  const isNarrow = schema.minimum !== undefined || schema.maximum !== undefined;
  const span = isNarrow ? spanOf(from, to) : (schema.format ?? "");
  throw wrong(label, text, `a whole number${span && (isNarrow ? span : ` (${span})`)}`);
}

function checkForm(schema: DiscoverySchema, text: string, label: string): void {
  const { pattern, format = "" } = schema;
  if (pattern !== undefined && regularExpression(pattern)?.test(text) === false) {
    throw wrong(label, text, `something of the form ${pattern}`);
  }
  const [form, such = ""] = forms[format.replace(/^google-datetime$/, "date-time")] ?? [];
  if (form !== undefined && !form.test(text)) throw wrong(label, text, such);
}

function wrong(label: string, text: string, wanted: string): CliError {
  return new CliError(exitCodes.usage, `${label} does not take ${text}: give ${wanted}.`);
}

function numberOf({ minimum, maximum }: DiscoverySchema): string {
  return `a number${spanOf(minimum, maximum)}`;
}

function spanOf(from: bigint | string | undefined, to: bigint | string | undefined): string {
  if (from !== undefined && to !== undefined) return ` from ${from} to ${to}`;
  if (from !== undefined) return ` of at least ${from}`;
  return to === undefined ? "" : ` of at most ${to}`;
}

function isOutside({ minimum, maximum }: DiscoverySchema, value: number): boolean {
  return value < Number(minimum ?? -Infinity) || value > Number(maximum ?? Infinity);
}

function wholeOf(text: string | undefined): bigint | undefined {
  return text !== undefined && /^-?\d+$/.test(text) ? BigInt(text) : undefined;
}

/** Patterns are RE2's; one that JavaScript cannot read is left to the server. */
function regularExpression(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}
