/** Lines of which a text may differ to be compared one by one: beyond it, all of them are shown as changed. */
const comparedLinesMax = 3000;

/** Lines that are shown around a change. */
const contextLines = 2;

/**
 * Shows what changes from one text to another, as lines that begin with `-` and `+`, each group after its place.
 * @returns The empty string when the texts are equal.
 */
export function lineDiff(before: string, after: string): string {
  if (before === after) return "";
  const [old, young] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < old.length && start < young.length && old[start] === young[start]) start += 1;
  let end = 0;
  const shorter = Math.min(old.length, young.length) - start;
  while (end < shorter && old[old.length - 1 - end] === young[young.length - 1 - end]) end += 1;
  const changes = changesOf(
    old.slice(start, old.length - end),
    young.slice(start, young.length - end),
  );
  const lines = [
    ...old.slice(Math.max(0, start - contextLines), start).map((text) => ` ${text}`),
    ...changes,
    ...old
      .slice(old.length - end)
      .slice(0, contextLines)
      .map((text) => ` ${text}`),
  ];
  return [`@@ line ${start + 1} @@`, ...withoutLongRuns(lines)].join("\n");
}

/** The longest common subsequence, by the table that textbooks have. */
function changesOf(old: string[], young: string[]): string[] {
  if (old.length > comparedLinesMax || young.length > comparedLinesMax) {
    return [...old.map((text) => `-${text}`), ...young.map((text) => `+${text}`)];
  }
  const width = young.length + 1;
  const common = new Uint16Array((old.length + 1) * width);
  const at = (row: number, column: number) => common[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = young.length - 1; column >= 0; column -= 1) {
      common[row * width + column] =
        old[row] === young[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: string[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < young.length) {
    if (row < old.length && old[row] === young[column]) {
      lines.push(` ${old[row]}`);
      row += 1;
      column += 1;
    } else if (
      row < old.length &&
      (column === young.length || at(row + 1, column) >= at(row, column + 1))
    ) {
      lines.push(`-${old[row]}`);
      row += 1;
    } else {
      lines.push(`+${young[column]}`);
      column += 1;
    }
  }
  return lines;
}

function withoutLongRuns(lines: string[]): string[] {
  const isNear = (index: number) =>
    lines
      .slice(Math.max(0, index - contextLines), index + contextLines + 1)
      .some((line) => !line.startsWith(" "));
  const near = lines.map((_, index) => isNear(index));
  return lines.flatMap((line, index) => {
    if (near[index]) return [line];
    return near[index - 1] ? ["@@"] : [];
  });
}
