import type { Statements } from "./statements.ts";

// So many numbers are set aside on disk at a time; those not used when the process ends are skipped.
const reserved = 100_000;

/** Numbers for tasks' rows. None is given out twice, not even after a crash. */
export interface RowIds {
  /** The next number, within the transaction that uses it. */
  next(): number;
  /** The transaction was rolled back: what it set aside is not set aside. */
  forget(): void;
}

export function createRowIds(statements: Statements): RowIds {
  let next = Number(statements.meta.get()?.["next_row_id"]);
  let end = next;

  return {
    next: () => {
      if (next >= end) {
        end = next + reserved;
        statements.reserveRowIds.run(end);
      }
      next += 1;
      return next - 1;
    },
    forget: () => {
      end = next;
    },
  };
}
