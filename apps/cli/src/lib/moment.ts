import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";

// Date.parse takes much that nobody means as a time, such as `+5`.
const iso8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;
const unitMs: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const unitSeconds = { d: 86_400, h: 3600, min: 60, s: 1 };

/** Reads a time to come, such as `+90s`, `+2h` or `2027-01-31T08:00:00Z`, as microseconds since the epoch. */
export function parseMoment(text: string, nowMs: number): string {
  const [, amount, unit = ""] = /^\+(\d{1,9})([smhd])$/.exec(text) ?? [];
  const absoluteMs = iso8601.test(text) ? Date.parse(text) : Number.NaN;
  const timeMs = amount === undefined ? absoluteMs : nowMs + Number(amount) * (unitMs[unit] ?? 0);
  if (!Number.isFinite(timeMs) || timeMs < 0) {
    throw new CliError(
      exitCodes.usage,
      `${text} is no time: give one such as +90s, +5m, +2h, +1d or 2027-01-31T08:00:00Z.`,
    );
  }
  return `${BigInt(timeMs) * 1000n}`;
}

/** Microseconds since the epoch, as the API writes them, for people. */
export function showMicroseconds(microseconds: string | undefined): string {
  if (microseconds === undefined || microseconds === "0") return "-";
  return showMs(Number(BigInt(microseconds) / 1000n));
}

/** Seconds since the epoch, as the API's statistics have them, for people. */
export function showSeconds(seconds: string | undefined): string {
  return seconds === undefined || seconds === "0" ? "-" : showMs(Number(seconds) * 1000);
}

/** How long something lasts, in its two largest units: `2 d 3 h`, `4 min 10 s`, `7 s`. */
export function showDuration(seconds: number): string {
  let rest = Math.round(seconds);
  const parts = Object.entries(unitSeconds).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [`${count} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(" ") || "0 s";
}

/** Milliseconds since the epoch, for people: UTC, to the second. */
export function showMs(timeMs: number): string {
  return new Date(timeMs)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, "Z");
}
