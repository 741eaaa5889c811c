import { Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";

/** The frame of a pane: its heading, a sentence on what it is for, and its main buttons. */
export function Page(props: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { title, lead, actions, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Leasehold`;
  }, [title]);
  // Who reads the page by ear starts at its heading, not in the menu that led here.
  useEffect(() => {
    if (document.activeElement?.closest("nav") !== null) heading.current?.focus();
  }, []);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: "1 1 20rem", minWidth: 0 }}>
          <Title order={1} size="h3" ref={heading} tabIndex={-1} style={{ outline: "none" }}>
            {title}
          </Title>
          {lead !== undefined && (
            <Text c="dimmed" size="sm" mt={4} maw="65ch">
              {lead}
            </Text>
          )}
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
