import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** What stands where there is nothing yet: what would be here, and how it gets here. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Stack align="center" gap={4} py="lg" px="md" ta="center">
      <Text fw={600}>{title}</Text>
      {children !== undefined && (
        <Text c="dimmed" size="sm" maw="55ch">
          {children}
        </Text>
      )}
      {action !== undefined && <div style={{ marginTop: "0.75rem" }}>{action}</div>}
    </Stack>
  );
}
