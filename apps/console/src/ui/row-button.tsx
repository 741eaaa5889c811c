import { Button } from "@mantine/core";

/** A button of a row; `of` says for screen readers which row's it is. */
export function RowButton({
  verb,
  of,
  onClick,
}: {
  verb: string;
  of: string;
  onClick: () => void;
}) {
  return (
    <Button size="compact-sm" variant="subtle" aria-label={`${verb} ${of}`} onClick={onClick}>
      {verb}
    </Button>
  );
}
