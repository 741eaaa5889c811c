import { Text } from "@mantine/core";
import type { ReactNode } from "react";

/** A name, and below it what it is known by. */
export function Named({ name, detail }: { name: ReactNode; detail?: ReactNode }) {
  return (
    <div style={{ minWidth: 0 }}>
      <Text size="sm" fw={600}>
        {name}
      </Text>
      {detail !== undefined && (
        <Text size="xs" c="dimmed">
          {detail}
        </Text>
      )}
    </div>
  );
}
