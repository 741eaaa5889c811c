import type { IdleReason } from "./idle-reason.ts";

/** Notices that a worker has had nothing to do for a while. */
export interface IdleWatch {
  /** There is nothing to do; again and again is no more than once. */
  begin: () => void;
  /** There is. */
  end: () => void;
}

const firstMs = 2000;
const nextMs = 30_000;

/**
 * Tells each reason for waiting once, after a moment of it: what was told need not be told with each retry.
 *
 * @param reason asks for it; undefined when there is none any more.
 */
export function idleWatch(
  reason: () => Promise<IdleReason | undefined>,
  tell: (line: string) => void,
): IdleWatch {
  const told = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const mine = timer;
    // The lease that goes on meanwhile meets the same failure, and says so.
    const found = await reason().catch(() => undefined);
    if (mine !== timer) return;
    if (found !== undefined && !told.has(found.kind)) {
      told.add(found.kind);
      tell(found.text);
    }
    timer = setTimeout(() => void look(), nextMs);
  }

  return {
    begin() {
      timer ??= setTimeout(() => void look(), firstMs);
    },
    end() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
