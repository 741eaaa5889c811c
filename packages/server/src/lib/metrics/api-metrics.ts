import type { Registry } from "prom-client";

/** Counts calls for the metrics page. On the way of every request, so it only adds to plain numbers. */
export interface ApiMetrics {
  observe: (methodId: string, status: number, seconds: number) => void;
}

const bucketsSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30];
const requestsName = "leasehold_requests_total";
const secondsName = "leasehold_request_seconds";

interface Tally {
  byStatus: Map<number, number>;
  /** One more than there are bounds: the last is for what is longer than all of them. */
  buckets: number[];
  sum: number;
  count: number;
}

/** Makes the counters and shows them in the registry. */
export function createApiMetrics(registry: Registry): ApiMetrics {
  const tallies = new Map<string, Tally>();
  show(registry, {
    name: requestsName,
    help: "Calls answered.",
    type: "counter",
    values: () => requestValues(tallies),
  });
  show(registry, {
    name: secondsName,
    help: "Seconds from a call's headers to its answer.",
    type: "histogram",
    values: () => secondsValues(tallies),
  });
  return {
    observe(methodId, status, seconds) {
      const tally = tallies.get(methodId) ?? newTally(tallies, methodId);
      tally.byStatus.set(status, (tally.byStatus.get(status) ?? 0) + 1);
      tally.sum += seconds;
      tally.count += 1;
      let bucket = 0;
      while (bucket < bucketsSeconds.length && seconds > bucketsSeconds[bucket]!) bucket += 1;
      tally.buckets[bucket]! += 1;
    },
  };
}

function newTally(tallies: Map<string, Tally>, methodId: string): Tally {
  const tally = {
    byStatus: new Map<number, number>(),
    buckets: Array.from({ length: bucketsSeconds.length + 1 }, () => 0),
    sum: 0,
    count: 0,
  };
  tallies.set(methodId, tally);
  return tally;
}

interface Value {
  metricName: string;
  labels: Record<string, string | number>;
  value: number;
}

function requestValues(tallies: Map<string, Tally>): Value[] {
  return [...tallies].flatMap(([method, { byStatus }]) =>
    [...byStatus].map(([status, value]) => ({
      metricName: requestsName,
      labels: { method, status },
      value,
    })),
  );
}

function secondsValues(tallies: Map<string, Tally>): Value[] {
  return [...tallies].flatMap(([method, { buckets, sum, count }]) => {
    let below = 0;
    const cumulative = buckets.map((each, index) => {
      below += each;
      const le = bucketsSeconds[index] ?? "+Inf";
      return { metricName: `${secondsName}_bucket`, labels: { method, le }, value: below };
    });
    return [
      ...cumulative,
      { metricName: `${secondsName}_sum`, labels: { method }, value: sum },
      { metricName: `${secondsName}_count`, labels: { method }, value: count },
    ];
  });
}

// prom-client's own counters look their labels up on every call; it shows anything with `get`.
function show(
  registry: Registry,
  metric: { name: string; help: string; type: "counter" | "histogram"; values: () => Value[] },
): void {
  const { name, help, type, values } = metric;
  const get = (): Promise<object> =>
    Promise.resolve({ name, help, type, values: values(), aggregator: "sum" });
  registry.registerMetric({ name, get, reset() {} } as unknown as Parameters<
    Registry["registerMetric"]
  >[0]);
}
