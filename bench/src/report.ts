import type { Measurement } from "./measure.ts";
import { median } from "./statistics.ts";

/** One line of the table: a subject at a number of connections, measured in every round. */
export interface Row {
  subject: string;
  connections: number;
  rounds: Measurement[];
}

const peers = ["echo", "beanstalkd", "leasehold"] as const;

const columns = [
  ["row", 11],
  ["connections", 12],
  ["cycles/s", 10],
  ["/echo", 8],
  ["/beanstalkd", 12],
  ["/single", 8],
  ["p50 ms", 8],
  ["p99 ms", 8],
  ["server µs", 10],
  ["client µs", 10],
] as const;

/** The table as lines; every figure is the median of the rounds, every ratio the median of the rounds' ratios. */
export function renderTable(rows: Row[]): string[] {
  return [line(columns.map(([title]) => title)), ...rows.map((row) => line(cells(row, rows)))];
}

const requestsPerCycle = 3;

/** What OAuth 1.0 costs the server for each request beyond a bearer token, at the same number of connections. */
export function signatureCost(rows: Row[]): string[] {
  const signed = rows.find(({ subject }) => subject === "oauth1");
  const bearer = rows.find(
    ({ subject, connections }) => subject === "leasehold" && connections === signed?.connections,
  );
  if (signed === undefined || bearer === undefined) return [];
  const more = signed.rounds.map(
    ({ serverMicros }, index) =>
      (serverMicros - (bearer.rounds[index]?.serverMicros ?? Number.NaN)) / requestsPerCycle,
  );
  return [
    `OAuth 1.0 with its nonce on disk costs the server ${median(more).toFixed(1)} µs of CPU a request more than a bearer token`,
  ];
}

function cells(row: Row, rows: Row[]): string[] {
  const figure = (key: keyof Measurement): number => median(row.rounds.map((round) => round[key]));
  return [
    row.subject,
    String(row.connections),
    figure("cyclesPerSecond").toFixed(0),
    ...peers.map((peer) => ratio(row, rows, peer)),
    figure("p50Ms").toFixed(2),
    figure("p99Ms").toFixed(2),
    number(figure("serverMicros")),
    number(figure("clientMicros")),
  ];
}

function ratio(row: Row, rows: Row[], peerName: string): string {
  if (row.subject === peerName) return "";
  const candidates = rows.filter((other) => other.subject === peerName);
  // /batch has its own number of connections: it is compared with the peer at its best.
  const peer =
    candidates.find((other) => other.connections === row.connections) ?? candidates.at(-1);
  if (peer === undefined) return "";
  const ratios = row.rounds.map(
    (round, index) => round.cyclesPerSecond / (peer.rounds[index]?.cyclesPerSecond ?? Number.NaN),
  );
  return median(ratios).toFixed(2);
}

function number(value: number): string {
  return Number.isNaN(value) ? "-" : value.toFixed(0);
}

function line(values: string[]): string {
  return values
    .map((value, index) => {
      const width = columns[index]?.[1] ?? 0;
      return index === 0 ? value.padEnd(width) : value.padStart(width);
    })
    .join("");
}
