import { ActionIcon, type ActionIconProps } from "@mantine/core";
import { IconUserCircle } from "@tabler/icons-react";
import type { ComponentProps } from "react";

/** The button of the account menu. */
export function AccountIcon(props: ActionIconProps & ComponentProps<"button">) {
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Account" {...props}>
      <IconUserCircle size={21} stroke={1.75} aria-hidden />
    </ActionIcon>
  );
}
