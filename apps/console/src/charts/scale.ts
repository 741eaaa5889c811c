/** Round figures for the lines of an axis that begins at 0 and reaches at least `highest`. */
export function axisTicks(highest: number, ticksMax = 4): number[] {
  const wanted = Math.max(highest, 1) / ticksMax;
  const magnitude = 10 ** Math.floor(Math.log10(wanted));
  const step =
    [1, 2, 5, 10].map((factor) => factor * magnitude).find((size) => size >= wanted) ?? wanted;
  const whole = Math.max(1, step);
  return Array.from(
    { length: Math.ceil(Math.max(highest, 1) / whole) + 1 },
    (_, index) => index * whole,
  );
}

/** A figure as short as an axis wants it: 950, 1.2k, 3M. */
export function shortCount(count: number): string {
  return new Intl.NumberFormat(undefined, {
    notation: count >= 1000 ? "compact" : "standard",
    maximumFractionDigits: 1,
  }).format(count);
}
