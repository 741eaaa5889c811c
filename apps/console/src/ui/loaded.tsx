import { Skeleton, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failure } from "./failure.tsx";

/** Shows what a query brought; bars while it is on its way, and why when it failed. */
export function Loaded<Data>(props: {
  query: UseQueryResult<Data>;
  /** How many bars stand for what is to come. Default 4. */
  lines?: number;
  children: (data: Data) => ReactNode;
}) {
  const { query, lines, children } = props;
  if (query.data !== undefined) {
    return (
      <>
        {query.isRefetchError && <Failure error={query.error} onRetry={query.refetch} />}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <Failure error={query.error} onRetry={query.refetch} />;
  return <Bars {...(lines === undefined ? {} : { lines })} />;
}

/** Bars that stand for what is on its way. */
export function Bars({ lines = 4 }: { lines?: number }) {
  return (
    <Stack gap="xs" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={34} />
      ))}
    </Stack>
  );
}
