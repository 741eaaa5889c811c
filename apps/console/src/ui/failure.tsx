import { Alert, Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { adviceFor } from "../api/advice.ts";

/** An error in words, with a button that tries again where that may help. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => unknown }) {
  const { title, text, retry } = adviceFor(error);
  return (
    <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden />} title={title}>
      {text}
      {retry && onRetry !== undefined && (
        <Button
          mt="sm"
          size="compact-sm"
          variant="default"
          display="block"
          onClick={() => void onRetry()}
        >
          Try again
        </Button>
      )}
    </Alert>
  );
}
