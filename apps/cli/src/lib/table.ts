import { wrapWords } from "./wrap-prose.ts";

const gap = "  ";

/** Lays rows out in columns. The last column is cut to the terminal's width; into a pipe everything goes. */
export function renderTable(
  table: { head: string[]; rows: string[][] },
  columns: number | undefined,
): string {
  const lines = [table.head, ...table.rows].map((row) => row.map(oneLine));
  const widths = table.head.map((_, index) =>
    Math.max(...lines.map((row) => (row[index] ?? "").length)),
  );
  return lines
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join(gap)
        .trimEnd(),
    )
    .map((line) =>
      columns !== undefined && line.length > columns ? `${line.slice(0, columns - 1)}…` : line,
    )
    .join("\n");
}

/**
 * Facts of one thing, a line each; those that are undefined are left out. On a terminal a long one goes on below
 * itself. It is parted at spaces only: addresses stay whole, however long.
 */
export function renderFacts(
  facts: [name: string, value: string | undefined][],
  columns: number | undefined,
): string {
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
  const width = Math.max(...known.map(([name]) => name.length));
  const nextLine = `\n${" ".repeat(width)}${gap}`;
  const room = columns === undefined ? Infinity : columns - width - gap.length;
  return known
    .map(([name, value]) => {
      const lines = wrapWords(oneLine(value).split(" "), room);
      return `${name.padEnd(width)}${gap}${lines.join(nextLine)}`;
    })
    .join("\n");
}

/** Text that came from elsewhere, without what a terminal acts on. */
export function harmless(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\u{fffd}");
}

function oneLine(text: string): string {
  return harmless(text).replace(/[\t\n]+/g, " ");
}
