/**
 * Breaks what is written for people between words, for a terminal breaks them anywhere. What is to be copied stays in
 * one piece: a line that is set in, and a command between backticks.
 *
 * @param columns of the terminal; undefined leaves the text as it is.
 */
export function wrapProse(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  return text
    .split("\n")
    .flatMap((line) => (/^\s/.test(line) ? [line] : wrapWords(wordsIn(line), columns)))
    .join("\n");
}

function wordsIn(line: string): string[] {
  return line.match(/(?:`[^`]*`|\S)+/g) ?? [];
}

/** Puts words on lines of so many characters; one that is longer has a line of its own. */
export function wrapWords(words: readonly string[], room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
