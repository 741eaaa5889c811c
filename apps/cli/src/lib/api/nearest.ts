/**
 * The word that somebody may have meant, as the end of a message.
 * @returns ` Did you mean x?`, or the empty string when nothing is near.
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const distanceMax = Math.max(1, Math.floor(word.length / 3));
  const [best] = known
    .map((candidate) => ({
      candidate,
      distance: distanceOf(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(({ distance }) => distance <= distanceMax)
    .sort((a, b) => a.distance - b.distance);
  return best === undefined ? "" : ` Did you mean ${best.candidate}?`;
}

/** Levenshtein's: how many letters to add, take out or change. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of a.split("").entries()) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const change = (row[column - 1] ?? 0) + (b[column - 1] === letter ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
