import type { ReactNode } from "react";
import classes from "./facts.module.css";

/** Names and what they stand for, side by side; as tiles where they are figures to look at. */
export function Facts({ tiles = false, children }: { tiles?: boolean; children: ReactNode }) {
  return <dl className={classes[tiles ? "tiles" : "facts"]}>{children}</dl>;
}

/** One of them. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
