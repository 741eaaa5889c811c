import type { ReactNode } from "react";
import classes from "./data-table.module.css";

/** A column: its heading, and what a row shows in it. */
export interface Column<Row> {
  /** Left out for the column of buttons. */
  heading?: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end of their column. */
  numeric?: boolean;
}

/** A table on a wide page; on a narrow one each row is a block of its own, with the headings inside. */
export function DataTable<Row>(props: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}) {
  const { label, columns, rows, rowKey } = props;
  return (
    <table className={classes["table"]} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ heading, numeric }, index) => (
            <th key={heading ?? index} scope="col" data-numeric={numeric || undefined}>
              {heading ?? <span className={classes["hidden"]}>Actions</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map(({ heading, numeric, cell }, index) => (
              <td
                key={heading ?? index}
                data-heading={heading}
                data-numeric={numeric || undefined}
                data-actions={heading === undefined || undefined}
              >
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
