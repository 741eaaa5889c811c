// OAuth 1.0 signing and verifying beside npm oauth-1.0a and oauth, which can only sign: verifying is then reading
// the header, signing again and comparing. `node bench/src/oauth1.ts [--seconds 0.5] [--rounds 7]`
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { type SigningSubject, signingSubjects } from "./oauth1-peers.ts";
import { median } from "./statistics.ts";

const operations = ["sign", "verify"] as const;
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
    `${"".padEnd(24)}${["CPU µs", "per s", "/oauth-1.0a", "/oauth"].map(column).join("")}`,
  );
  const subjects = signingSubjects();
  for (const operation of operations) {
    const rounds = await measureRounds(subjects, { operation, ...options });
    for (const { name } of subjects) {
      const figures = rounds.map((round) => round.get(name) ?? Number.NaN);
      const ratio = (peer: string) =>
        median(rounds.map((round, at) => (round.get(peer) ?? Number.NaN) / (figures[at] ?? 0)));
      const micros = median(figures);
      const cells = [micros.toFixed(1), (1e6 / micros).toFixed(0)];
      for (const peer of ["oauth-1.0a", "oauth"]) cells.push(`${ratio(peer).toFixed(2)}x`);
      console.log(`${`${operation}, ${name}`.padEnd(24)}${cells.map(column).join("")}`);
    }
  }
}

/** CPU µs of a call for each library; they take turns in short slices, so that a slow moment meets all of them. */
async function measureRounds(
  subjects: SigningSubject[],
  options: { operation: (typeof operations)[number]; seconds: number; rounds: number },
): Promise<Map<string, number>[]> {
  const rounds: Map<string, number>[] = [];
  // Round 0 warms up.
  for (let round = 0; round <= options.rounds; round += 1) {
    const totals = subjects.map(({ name }) => ({ name, calls: 0, micros: 0 }));
    for (let slice = 0; slice < slicesPerRound; slice += 1) {
      for (const [index, subject] of subjects.entries()) {
        const { calls, micros } = await runSlice(subject[options.operation], options.seconds);
        const total = totals[index];
        if (total === undefined) continue;
        total.calls += calls;
        total.micros += micros;
      }
    }
    if (round > 0)
      rounds.push(new Map(totals.map(({ name, calls, micros }) => [name, micros / calls])));
  }
  return rounds;
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
