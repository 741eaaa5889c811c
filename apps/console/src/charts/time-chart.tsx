import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { axisTicks, shortCount } from "./scale.ts";
import classes from "./time-chart.module.css";

/** One line of a chart: a figure for each of its times. */
export interface Series {
  id: string;
  name: string;
  values: readonly number[];
  /** Which of the colours it has, 0 to 7. Left out: the next one. */
  colour?: number;
}

interface ChartProps {
  label: string;
  /** When each figure was, in milliseconds since the epoch. */
  times: readonly number[];
  series: readonly Series[];
  /** Stacked bars for what is counted, lines for what is measured. */
  kind: "bars" | "lines";
  height?: number;
  /** How a time is written beside the figures. */
  formatTime: (atMs: number) => string;
}

const margin = { top: 8, right: 8, bottom: 22, left: 44 };
/** So many colours there are; what comes after them shares the last. */
const colours = 8;

/** Figures over time. The arrow keys go through it as a pointer does; the figures are said in words below it. */
export function TimeChart(props: ChartProps) {
  const { label, times, series, height = 200 } = props;
  const { ref, width } = useElementSize();
  const [at, setAt] = useState<number>();
  const last = times.length - 1;
  const index = at === undefined ? undefined : Math.min(at, last);
  const onPointerMove = (event: PointerEvent<SVGSVGElement>): void => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left - margin.left;
    const share = left / Math.max(1, width - margin.left - margin.right);
    setAt(clamp(Math.round(share * last), last));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setAt(clamp((index ?? (step > 0 ? -1 : last + 1)) + step, last));
  };
  return (
    <figure className={classes["chart"]}>
      <div ref={ref} style={{ height }}>
        {width > 0 && (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrow keys read it out
          <svg
            role="img"
            aria-label={`${label}. Left and right arrow keys read the figures.`}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys read it out
            tabIndex={0}
            width={width}
            height={height}
            onPointerMove={onPointerMove}
            onPointerLeave={() => setAt(undefined)}
            onBlur={() => setAt(undefined)}
            onKeyDown={onKeyDown}
          >
            <Plot {...props} height={height} width={width} index={index} />
          </svg>
        )}
      </div>
      <Legend {...props} index={index} />
      {series.length === 0 && <p className={classes["none"]}>Nothing in this time.</p>}
    </figure>
  );
}

function Plot(props: ChartProps & { width: number; height: number; index: number | undefined }) {
  const { times, series, kind, width, height, index, formatTime } = props;
  const plot = {
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
  };
  const ticks = axisTicks(highestOf(series, kind, times.length));
  const top = ticks.at(-1) ?? 1;
  const x = (at: number): number =>
    kind === "bars"
      ? margin.left + ((at + 0.5) / Math.max(1, times.length)) * plot.width
      : margin.left + (at / Math.max(1, times.length - 1)) * plot.width;
  const y = (value: number): number => margin.top + plot.height * (1 - value / top);
  const labelled = [...new Set([0, Math.floor((times.length - 1) / 2), times.length - 1])];
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={classes["grid"]}
            x1={margin.left}
            x2={width - margin.right}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text
            className={classes["axis"]}
            x={margin.left - 6}
            y={y(tick)}
            dy="0.32em"
            textAnchor="end"
          >
            {shortCount(tick)}
          </text>
        </g>
      ))}
      {times.length > 0 &&
        labelled.map((at, place) => (
          <text
            key={at}
            className={classes["axis"]}
            x={x(at)}
            y={height - 5}
            textAnchor={place === 0 ? "start" : place === labelled.length - 1 ? "end" : "middle"}
          >
            {formatTime(times[at] ?? 0)}
          </text>
        ))}
      {index !== undefined && (
        <line
          className={classes["cursor"]}
          x1={x(index)}
          x2={x(index)}
          y1={margin.top}
          y2={height - margin.bottom}
        />
      )}
      {kind === "bars" ? (
        <Bars
          series={series}
          x={x}
          y={y}
          width={plot.width / Math.max(1, times.length)}
          count={times.length}
        />
      ) : (
        series.map(({ id, values, colour }, order) => (
          <polyline
            key={id}
            className={classes["line"]}
            data-colour={colourOf(colour, order)}
            points={values
              .map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`)
              .join(" ")}
          />
        ))
      )}
    </>
  );
}

function Bars(props: {
  series: readonly Series[];
  count: number;
  width: number;
  x: (at: number) => number;
  y: (value: number) => number;
}) {
  const { series, count, width, x, y } = props;
  const thickness = Math.max(1, width - (width > 4 ? 1.5 : 0));
  const below = Array.from({ length: count }, () => 0);
  return series.map(({ id, values, colour }, order) => {
    // One path for all bars of a series: a month of minutes is too many elements.
    const shape = values.map((value, at) => {
      const from = below[at] ?? 0;
      below[at] = from + value;
      if (value === 0) return "";
      const left = (x(at) - thickness / 2).toFixed(1);
      return `M${left} ${y(from).toFixed(1)}h${thickness.toFixed(1)}V${y(from + value).toFixed(1)}H${left}Z`;
    });
    return (
      <path
        key={id}
        className={classes["bar"]}
        data-colour={colourOf(colour, order)}
        d={shape.join("")}
      />
    );
  });
}

function Legend({ series, times, index, formatTime }: ChartProps & { index: number | undefined }) {
  return (
    <figcaption className={classes["legend"]} aria-live="polite">
      {series.map(({ id, name, values, colour }, order) => (
        <span key={id} className={classes["entry"]}>
          <span className={classes["swatch"]} data-colour={colourOf(colour, order)} aria-hidden />
          <span className={classes["name"]}>{name}</span>
          {index !== undefined && <b>{(values[index] ?? 0).toLocaleString()}</b>}
        </span>
      ))}
      {index !== undefined && (
        <span className={classes["time"]}>{formatTime(times[index] ?? 0)}</span>
      )}
    </figcaption>
  );
}

function highestOf(series: readonly Series[], kind: "bars" | "lines", count: number): number {
  if (kind === "lines") return series.reduce((most, { values }) => Math.max(most, ...values), 0);
  let most = 0;
  for (let at = 0; at < count; at += 1) {
    most = Math.max(
      most,
      series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
    );
  }
  return most;
}

function clamp(index: number, last: number): number {
  return Math.max(0, Math.min(last, index));
}

function colourOf(colour: number | undefined, order: number): number {
  return colour ?? Math.min(order, colours - 1);
}
