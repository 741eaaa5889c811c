import { useNow } from "./use-now.ts";
import { sinceWords } from "./words.ts";

/** A moment as people say it; the exact time is there for who points at it. */
export function Moment({ at }: { at: string | number | undefined }) {
  const nowMs = useNow();
  if (at === undefined) return <>–</>;
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()}>
      {sinceWords(date.getTime(), nowMs)}
    </time>
  );
}
