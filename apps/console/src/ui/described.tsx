import { Code } from "@mantine/core";

/** A text of a discovery document: what stands between backquotes is code. */
export function Described({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    // oxlint-disable-next-line react/no-array-index-key -- the parts of a text that stays as it is
    index % 2 === 1 ? <Code key={index}>{part}</Code> : part,
  );
}
