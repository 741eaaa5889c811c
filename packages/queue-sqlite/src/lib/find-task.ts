import type { Batch } from "./batch.ts";
import type { TaskRow } from "./rows.ts";
import type { Statements } from "./statements.ts";
import type { TaskNames } from "./task-names.ts";

/** Finds a task by name: generated names say which row it is, others are in an index. */
export function findTask(
  lookup: { names: TaskNames; statements: Pick<Statements, "generatedTask" | "namedTask"> },
  queueId: number,
  name: string,
): TaskRow | undefined {
  const rowId = lookup.names.rowIdOf(name);
  const generated =
    rowId === undefined ? undefined : lookup.statements.generatedTask.get(rowId, queueId);
  return (generated ?? lookup.statements.namedTask.get(queueId, name)) as TaskRow | undefined;
}

/** A row number whose name nobody has given to a task of the queue. */
export function nextGeneratedName(batch: Batch, queueId: number): { rowId: number; name: string } {
  for (;;) {
    const rowId = batch.rowIds.next();
    const name = batch.names.nameOf(rowId);
    const taken =
      batch.hexNames.seen && batch.statements.namedTask.get(queueId, name) !== undefined;
    if (!taken) return { rowId, name };
  }
}
