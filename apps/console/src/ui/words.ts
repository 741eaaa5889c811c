const steps: readonly [seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
];

/** "3 hours ago", "in 2 minutes", "just now"; the date when it is more than a month away. */
export function sinceWords(atMs: number, nowMs: number): string {
  const seconds = (atMs - nowMs) / 1000;
  if (Math.abs(seconds) > 30 * 86_400) {
    return new Date(atMs).toLocaleDateString(undefined, { dateStyle: "medium" });
  }
  const step = steps.find(([size]) => Math.abs(seconds) >= size);
  if (step === undefined) return seconds > 15 ? "in a moment" : "just now";
  const [size, unit] = step;
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(
    Math.round(seconds / size),
    unit,
  );
}

/** "2 d 3 h", "4 min 10 s", "7 s": how long something lasts, in its two largest units. */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor(whole / 3600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "min"],
    [whole % 60, "s"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return "0 s";
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

/** A whole number with separators. */
export function countWords(count: number): string {
  return Math.round(count).toLocaleString();
}

/** "1 task", "2 tasks". */
export function plural(count: number, word: string): string {
  return `${countWords(count)} ${word}${count === 1 ? "" : "s"}`;
}
