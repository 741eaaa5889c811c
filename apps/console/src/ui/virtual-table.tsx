import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import classes from "./virtual-table.module.css";

/** A row of a long table that is on the screen. */
interface VisibleRow<Row> {
  row: Row;
  index: number;
}

/**
 * A long table that scrolls with the page: only the rows on the screen exist. On a narrow page its headings are for
 * screen readers alone, and the cells of a row wrap.
 */
export function VirtualTable<Row>(props: {
  label: string;
  headings: readonly string[];
  /** Whether all rows are here; a table that is still being read does not know how many it has. */
  complete: boolean;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowPixels: number;
  /** The class that lays out a row's cells. */
  layout: string | undefined;
  /** The cells of the visible rows: each an element with the role `cell`. */
  cells: (row: Row) => ReactNode;
  /** Told which rows are on the screen, when that changes. */
  onVisible?: (rows: readonly VisibleRow<Row>[]) => void;
}) {
  const { label, headings, complete, rows, rowKey, rowPixels, layout, cells, onVisible } = props;
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowPixels,
    overscan: 6,
    scrollMargin: top,
    getItemKey: (index) => rowKey(rows[index] as Row),
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    onVisible?.(rows.slice(first, last + 1).map((row, offset) => ({ row, index: first + offset })));
  }, [onVisible, rows, first, last]);
  return (
    <div role="table" aria-label={label} aria-rowcount={complete ? rows.length + 1 : -1}>
      <div role="rowgroup">
        <div role="row" className={`${classes["head"]} ${layout}`}>
          {headings.map((heading) => (
            <span key={heading} role="columnheader">
              {heading}
            </span>
          ))}
        </div>
      </div>
      <div
        ref={list}
        role="rowgroup"
        className={classes["rows"]}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            role="row"
            aria-rowindex={index + 2}
            className={`${classes["row"]} ${layout}`}
            style={{ transform: `translateY(${start - top}px)`, minHeight: rowPixels }}
          >
            {cells(rows[index] as Row)}
          </div>
        ))}
      </div>
    </div>
  );
}
