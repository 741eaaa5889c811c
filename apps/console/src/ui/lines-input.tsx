import type { ReactNode } from "react";
import { CodeInput } from "./code-input.tsx";

/** A list of texts, one on a line. */
export function LinesInput(props: {
  label: string;
  description?: ReactNode;
  placeholder?: string;
  required?: boolean;
  value: string;
  onChange: (value: string) => void;
}) {
  return <CodeInput rows={3} {...props} />;
}

/** The lines that say something. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
