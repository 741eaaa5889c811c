/** The value in the middle; of an even number of values, the upper one of the two. */
export function median(values: readonly number[]): number {
  return percentile({ sorted: values.toSorted(ascending), fraction: 0.5 });
}

/** The value below which `fraction` (0 to 1) of the sorted values lie. */
export function percentile(options: { sorted: ArrayLike<number>; fraction: number }): number {
  const { sorted, fraction } = options;
  const index = Math.min(sorted.length - 1, Math.floor(sorted.length * fraction));
  return sorted[index] ?? Number.NaN;
}

function ascending(a: number, b: number): number {
  return a - b;
}
