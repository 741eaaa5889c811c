import type { Task, TaskqueueClient } from "@leasehold/taskqueue-v1beta2";
import type { CommandEnd, CommandRunner } from "./command-runner.ts";
import { type HeldLease, holdLease } from "./held-lease.ts";
import type { QueuePlace } from "./lease-term.ts";
import type { Tally } from "./tally.ts";
import { environmentOf, factsOf, type TaskFacts } from "./task-facts.ts";
import type { OpenOutput } from "./task-output.ts";

/** How a worker treats each task. */
export interface TaskWork {
  client: TaskqueueClient;
  place: QueuePlace;
  leaseSecs: number;
  command: readonly string[];
  env: NodeJS.ProcessEnv;
  runner: CommandRunner;
  openOutput: OpenOutput;
  timeoutMs: number | undefined;
  /** How long a failed task waits, by the number of its leases; undefined leaves it to its lease. */
  backoffSeconds: ((retryCount: number) => number) | undefined;
  /** Tells people what went wrong with a task. */
  tell: (line: string) => void;
  /** Called when the server stops answering, and when it answers again. */
  onAway: (error: unknown) => void;
  onBack: () => void;
}

type Verdict = { kind: "done" } | { kind: "stopped" } | { kind: "failed"; why: string };

/**
 * Runs the command for a leased task, and deletes the task or gives it back.
 *
 * @param interrupt ends the command because the worker stops.
 */
export async function workTask(
  work: TaskWork,
  { task, interrupt, tally }: { task: Task; interrupt: AbortController; tally: Tally },
): Promise<void> {
  const facts = factsOf(task, work.place);
  let lost = false;
  const lease = holdLease({
    ...work,
    task,
    onLost() {
      lost = true;
      interrupt.abort();
    },
  });
  try {
    const verdict = await attempt(work, { task, facts, interrupt });
    // Work that is done need not be done again, whoever has the task by now.
    if (lost && verdict.kind !== "done") throw new LeaseLost();
    await settle(work, { verdict, lease, facts, tally, patience: interrupt.signal });
  } catch (error) {
    if (!(error instanceof LeaseLost)) {
      // Nothing was wrong with the task: somebody else may do it at once.
      await lease.giveBack(0).catch(() => false);
      throw error;
    }
    tally.lost += 1;
    work.tell(`The task ${facts.id} is not leased to us any more: it will be done again.`);
  } finally {
    lease.letGo();
  }
}

/** The time to do it in is over. */
class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

async function attempt(
  work: TaskWork,
  { task, facts, interrupt }: { task: Task; facts: TaskFacts; interrupt: AbortController },
): Promise<Verdict> {
  const output = await work.openOutput(facts);
  try {
    const end = await work.runner.run({
      command: work.command,
      env: environmentOf(facts, work.env),
      input: Buffer.from(task.payloadBase64 ?? "", "base64url"),
      outputFile: output.file,
      timeoutMs: work.timeoutMs,
      stop: interrupt.signal,
    });
    if (end.kind === "stopped") return { kind: "stopped" };
    if (end.kind !== "exit" || end.code !== 0) return { kind: "failed", why: describe(end, work) };
    return await output.keep().then(
      (): Verdict => ({ kind: "done" }),
      (error: unknown): Verdict => ({ kind: "failed", why: undelivered(error) }),
    );
  } finally {
    await output.drop();
  }
}

async function settle(
  work: TaskWork,
  {
    verdict,
    lease,
    facts,
    tally,
    patience,
  }: {
    verdict: Verdict;
    lease: HeldLease;
    facts: TaskFacts;
    tally: Tally;
    patience: AbortSignal;
  },
): Promise<void> {
  switch (verdict.kind) {
    case "done":
      if (!(await lease.complete(patience))) throw new LeaseLost();
      tally.done += 1;
      return;
    case "stopped":
      if (!(await lease.giveBack(0))) throw new LeaseLost();
      tally.givenBack += 1;
      return;
    case "failed":
      tally.failed += 1;
      await giveBackFailed(work, { why: verdict.why, lease, facts });
  }
}

async function giveBackFailed(
  work: TaskWork,
  { why, lease, facts }: { why: string; lease: HeldLease; facts: TaskFacts },
): Promise<void> {
  const seconds = work.backoffSeconds?.(facts.retryCount);
  const then = seconds === undefined ? "again when its lease ends" : `again in ${seconds} s`;
  work.tell(`The task ${facts.id} failed (${why}), lease ${facts.retryCount}: ${then}.`);
  if (seconds !== undefined) await lease.giveBack(seconds);
}

function describe(end: CommandEnd, { timeoutMs = 0 }: TaskWork): string {
  if (end.kind === "exit") return `exit code ${end.code}`;
  if (end.kind === "signal") return `killed by ${end.signal}`;
  if (end.kind === "unstarted") return `not started: ${end.why}`;
  return `not done within ${timeoutMs / 1000} s`;
}

function undelivered(error: unknown): string {
  return `its output could not be kept: ${error instanceof Error ? error.message : String(error)}`;
}
