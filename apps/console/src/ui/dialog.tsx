import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

/** A dialog in front of the page; Escape and a click beside it close it. */
export function Dialog(props: {
  opened: boolean;
  onClose: () => void;
  title: string;
  size?: "md" | "lg" | "xl";
  /** For what is shown only once: a click beside the dialog does not close it. */
  guarded?: boolean;
  children: ReactNode;
}) {
  const { opened, onClose, title, size = "md", guarded = false, children } = props;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      closeOnClickOutside={!guarded}
      closeOnEscape={!guarded}
      closeButtonProps={{ "aria-label": "Close" }}
      overlayProps={{ backgroundOpacity: 0.45 }}
      styles={{ title: { fontWeight: 650 } }}
    >
      {children}
    </Modal>
  );
}
