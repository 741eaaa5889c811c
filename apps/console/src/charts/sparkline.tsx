import classes from "./sparkline.module.css";

/** A small line of the latest figures; what it says is in its label. */
export function Sparkline(props: {
  values: readonly number[];
  label: string;
  width?: number;
  height?: number;
}) {
  const { values, label, width = 96, height = 24 } = props;
  const highest = Math.max(1, ...values);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const points = values.map(
    (value, index) => [index * step, height - 2 - (value / highest) * (height - 4)] as const,
  );
  const line = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  return (
    <svg
      className={classes["sparkline"]}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      preserveAspectRatio="none"
    >
      {points.length > 1 && (
        <>
          <polygon className={classes["area"]} points={`0,${height} ${line} ${width},${height}`} />
          <polyline className={classes["line"]} points={line} />
        </>
      )}
      {points.length <= 1 && (
        <line className={classes["idle"]} x1="0" x2={width} y1={height - 2} y2={height - 2} />
      )}
    </svg>
  );
}
