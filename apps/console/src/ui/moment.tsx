import { Tooltip } from "@mantine/core";
import { useNow } from "./use-now.ts";
import { sinceWords } from "./words.ts";

/** A moment as people say it; the exact time is there for who points at it. */
export function Moment({ at }: { at: string | number | undefined }) {
  const nowMs = useNow();
  if (at === undefined) return <>–</>;
  const date = new Date(at);
  return (
    <Tooltip label={date.toLocaleString()}>
      <time dateTime={date.toISOString()}>{sinceWords(date.getTime(), nowMs)}</time>
    </Tooltip>
  );
}
