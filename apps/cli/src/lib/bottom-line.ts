/** A line that stays at the bottom of a terminal while others are written above it. */
export interface BottomLine {
  show: (line: string | undefined) => void;
  /** Writes something above the line. */
  around: (write: () => void) => void;
}

const clearLine = "\r\u001b[K";

/** @param screen where the line goes when it is a terminal; nowhere else. */
export function bottomLine(
  screen: Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write">,
): BottomLine {
  let current: string | undefined;
  const draw = (): void => {
    // A terminal that does not know its width says 0.
    if (current !== undefined) screen.write(current.slice(0, (screen.columns || 80) - 1));
  };
  return {
    show(line) {
      if (!screen.isTTY || line === current) return;
      if (current !== undefined) screen.write(clearLine);
      current = line;
      draw();
    },
    around(write) {
      if (current !== undefined) screen.write(clearLine);
      write();
      draw();
    },
  };
}
