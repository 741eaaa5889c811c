/** A time to look at, and the intervals that it is shown in. */
export interface Span {
  label: string;
  seconds: number;
  resolution: "minute" | "hour" | "day";
  formatTime: (atMs: number) => string;
}

const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;

function timeOfDay(atMs: number): string {
  return new Date(atMs).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}

function dayAndTime(atMs: number): string {
  return new Date(atMs).toLocaleString(undefined, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}

// A day is one of UTC: that is where the service lets it begin.
function day(atMs: number): string {
  return new Date(atMs).toLocaleDateString(undefined, {
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
}

/** The last hour to the last 30 days. */
export const spans = {
  hour: {
    label: "Hour",
    seconds: hourSeconds,
    resolution: "minute",
    formatTime: timeOfDay,
  },
  day: {
    label: "Day",
    seconds: daySeconds,
    resolution: "hour",
    formatTime: dayAndTime,
  },
  week: {
    label: "Week",
    seconds: 7 * daySeconds,
    resolution: "hour",
    formatTime: dayAndTime,
  },
  month: {
    label: "30 days",
    seconds: 30 * daySeconds,
    resolution: "day",
    formatTime: day,
  },
} as const satisfies Record<string, Span>;
