import { Textarea } from "@mantine/core";
import type { ReactNode } from "react";

/** A field for text that a program reads: of one width, and no spelling to check. */
export function CodeInput(props: {
  label: string;
  description?: ReactNode;
  placeholder?: string;
  required?: boolean;
  readOnly?: boolean;
  focused?: boolean;
  rows: number;
  value: string;
  onChange: (value: string) => void;
}) {
  const { onChange, focused = false, ...rest } = props;
  return (
    <Textarea
      {...rest}
      {...(focused ? { "data-autofocus": true } : {})}
      spellCheck={false}
      autoComplete="off"
      styles={{
        input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "0.8125rem" },
      }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
