// OAuth 1.0 signing and verifying beside npm oauth-1.0a and oauth, which can only sign: verifying is then reading
// the header, signing again and comparing. `node bench/src/oauth1.ts [--seconds 0.5] [--rounds 7]`
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { type SigningSubject, signingSubjects } from "./oauth1-peers.ts";
import { median } from "./statistics.ts";

const operations = ["sign", "verify"] as const;
const peers = ["oauth-1.0a", "oauth"] as const;
const slicesPerRound = 20;
const callsBetweenClockReadings = 50;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "0.5" },
    rounds: { type: "string", default: "7" },
  },
});
await run({ seconds: Number(values.seconds), rounds: Number(values.rounds) });

async function run(options: { seconds: number; rounds: number }): Promise<void> {
  if (!(options.seconds > 0 && options.rounds >= 1)) {
    throw new TypeError("--seconds takes a number above 0, --rounds one of at least 1.");
  }
  console.log(`Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model})`);
  console.log(`median of ${options.rounds} rounds of ${options.seconds} s, HMAC-SHA1, one thread`);
  console.log(
    `${"".padEnd(24)}${["CPU µs", "per s", ...peers.map((peer) => `/${peer}`)].map(column).join("")}`,
  );
  const subjects = signingSubjects();
  for (const operation of operations) {
    // The first one warms up.
    await measureRound(subjects, operation, options.seconds);
    const rounds: Round[] = [];
    while (rounds.length < options.rounds) {
      rounds.push(await measureRound(subjects, operation, options.seconds));
    }
    for (const { name } of subjects) {
      console.log(
        `${`${operation}, ${name}`.padEnd(24)}${cellsOf(rounds, name).map(column).join("")}`,
      );
    }
  }
}

/** CPU µs of a call, by the library's name. */
type Round = ReadonlyMap<string, number>;

/** The libraries take turns in short slices, so that a slow moment meets all of them. */
async function measureRound(
  subjects: readonly SigningSubject[],
  operation: (typeof operations)[number],
  seconds: number,
): Promise<Round> {
  const totals = subjects.map((subject) => ({ subject, calls: 0, micros: 0 }));
  for (let slice = 0; slice < slicesPerRound; slice += 1) {
    for (const total of totals) {
      const { calls, micros } = await runSlice(total.subject[operation], seconds);
      total.calls += calls;
      total.micros += micros;
    }
  }
  return new Map(totals.map(({ subject, calls, micros }) => [subject.name, micros / calls]));
}

function cellsOf(rounds: readonly Round[], name: string): string[] {
  const figureOf = (round: Round, of: string): number => round.get(of) ?? Number.NaN;
  const micros = median(rounds.map((round) => figureOf(round, name)));
  const ratios = peers.map((peer) =>
    median(rounds.map((round) => figureOf(round, peer) / figureOf(round, name))),
  );
  return [
    micros.toFixed(1),
    (1e6 / micros).toFixed(0),
    ...ratios.map((ratio) => `${ratio.toFixed(2)}x`),
  ];
}

// CPU time, not the clock's: another process on the machine does not count.
async function runSlice(
  call: () => unknown,
  seconds: number,
): Promise<{ calls: number; micros: number }> {
  const endMs = performance.now() + (seconds * 1000) / slicesPerRound;
  const before = process.cpuUsage();
  let calls = 0;
  while (performance.now() < endMs) {
    for (let index = 0; index < callsBetweenClockReadings; index += 1) {
      const pending = call();
      if (pending instanceof Promise) await pending;
    }
    calls += callsBetweenClockReadings;
  }
  const { user, system } = process.cpuUsage(before);
  return { calls, micros: user + system };
}

function column(text: string): string {
  return text.padStart(13);
}
