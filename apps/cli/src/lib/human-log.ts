import { harmless } from "./table.ts";

const levelNames: Record<number, string> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};
const ordinary = new Set(["level", "time", "msg", "pid", "hostname", "v"]);

/** Turns a line of the log, which is JSON, into one for somebody at a terminal. */
export function humanLogLine(line: string): string {
  const entry = parse(line);
  if (entry === undefined) return line;
  const { level, time, msg } = entry;
  const facts = Object.entries(entry)
    .filter(([name]) => !ordinary.has(name))
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const words = [
    clockOf(time),
    (levelNames[Number(level)] ?? String(level)).padEnd(5),
    typeof msg === "string" ? msg : "",
    ...facts,
  ];
  return harmless(words.filter(Boolean).join(" "));
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function clockOf(time: unknown): string {
  const date = new Date(typeof time === "number" || typeof time === "string" ? time : Number.NaN);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(11, 19);
}
