import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./section.module.css";

/** A titled part of a pane, on a surface of its own. */
export function Section(props: {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { title, about, actions, children } = props;
  return (
    <section className={classes["section"]} aria-label={title}>
      <Group justify="space-between" align="flex-start" gap="sm" className={classes["head"]}>
        <div style={{ flex: "1 1 16rem", minWidth: 0 }}>
          <Title order={2} size="h5">
            {title}
          </Title>
          {about !== undefined && (
            <Text c="dimmed" size="sm" mt={2} maw="70ch">
              {about}
            </Text>
          )}
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      <div className={classes["body"]}>{children}</div>
    </section>
  );
}
