import { ActionIcon } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense } from "react";

const PaletteDialog = lazy(async () => ({
  default: (await import("./palette-dialog.tsx")).PaletteDialog,
}));

/** Goes anywhere by typing: Ctrl+K, or `/`. */
export function CommandPalette() {
  const [opened, { open, close }] = useDisclosure(false);
  // Ctrl+K in fields too; a slash there is a slash.
  useHotkeys([["mod+K", open]], []);
  useHotkeys([["/", open]]);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label="Go to…"
        title="Go to… (Ctrl+K)"
        onClick={open}
      >
        <IconSearch size={19} stroke={1.75} aria-hidden />
      </ActionIcon>
      {opened && (
        <Suspense>
          <PaletteDialog onClose={close} />
        </Suspense>
      )}
    </>
  );
}
