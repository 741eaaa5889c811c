import { CopyButton } from "./copy.tsx";
import classes from "./code-block.module.css";

/** A text of a program, as it is: it scrolls, and the keys reach it. */
export function CodeBlock(props: {
  label: string;
  text: string;
  /** What is copied, when that is more than what is shown. Left out: no button. */
  copy?: string;
}) {
  const { label, text, copy } = props;
  return (
    <div className={classes["block"]}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <pre className={classes["text"]} tabIndex={0} aria-label={label}>
        {text}
      </pre>
      {copy !== undefined && (
        <div className={classes["copy"]}>
          <CopyButton text={copy} label={`Copy: ${label}`} />
        </div>
      )}
    </div>
  );
}
