import { Textarea } from "@mantine/core";
import type { ReactNode } from "react";

/** A list of texts, one on a line. */
export function LinesInput(props: {
  label: string;
  description?: ReactNode;
  placeholder?: string;
  required?: boolean;
  value: string;
  onChange: (value: string) => void;
}) {
  const { onChange, value, ...rest } = props;
  return (
    <Textarea
      {...rest}
      rows={3}
      value={value}
      spellCheck={false}
      autoComplete="off"
      styles={{
        input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "0.8125rem" },
      }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The lines that say something. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
