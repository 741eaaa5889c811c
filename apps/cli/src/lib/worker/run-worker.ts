import type { Task } from "@leasehold/taskqueue-v1beta2";
import type { IdleReason } from "./idle-reason.ts";
import { idleWatch } from "./idle-watch.ts";
import { leaseSource } from "./lease-source.ts";
import { newTally, type Tally } from "./tally.ts";
import { type TaskWork, workTask } from "./work-task.ts";

export interface WorkerOptions extends TaskWork {
  concurrency: number;
  /** How long a lease waits at the server for a first task. */
  waitSecs: number;
  /** Only tasks of one tag; an undefined tag is that of the oldest. */
  group: { tag: string | undefined } | undefined;
  /** Ends when so many tasks were leased. */
  tasksMax: number | undefined;
  /** Ends when the queue holds no task. */
  drain: boolean;
  /** How long running commands may go on after a stop. */
  graceMs: number;
  /** Resolves when the worker is to stop. */
  stopSignal: Promise<void>;
  /** Called whenever something changed. */
  show: (tally: Tally, now: WorkerState) => void;
  /** Why nothing is leased, where that takes long; undefined when there is no reason any more. */
  idleReason: () => Promise<IdleReason | undefined>;
}

interface WorkerState {
  running: number;
  stopping: boolean;
}

// The server tells of tasks that come; that none is left, it has to be asked.
const drainWaitSecs = 1;

/**
 * Leases tasks and runs the command for each, until it is stopped.
 *
 * @throws whatever the server refused for good; the running commands have ended by then.
 */
export async function runWorker(options: WorkerOptions): Promise<Tally> {
  const { concurrency, drain, tasksMax = Infinity } = options;
  const tally = newTally();
  const running = new Set<AbortController>();
  const stopping = new AbortController();
  const graceOver = new AbortController();
  const failures: unknown[] = [];
  let change = Promise.withResolvers<void>();
  const idle = idleWatch(options.idleReason, options.tell);
  const source = leaseSource({
    ...options,
    waitSecs: drain ? drainWaitSecs : options.waitSecs,
    stopping: stopping.signal,
  });

  function changed(): void {
    options.show(tally, { running: running.size, stopping: stopping.signal.aborted });
    change.resolve();
    change = Promise.withResolvers();
  }

  function stop(): void {
    if (stopping.signal.aborted) return;
    stopping.abort();
    setTimeout(() => graceOver.abort(), options.graceMs).unref();
    if (running.size > 0 && options.graceMs > 0) options.tell(stoppingText(options, running.size));
    changed();
  }

  function fail(error: unknown): void {
    failures.push(error);
    stop();
  }

  function start(task: Task): void {
    const interrupt = new AbortController();
    running.add(interrupt);
    // What is leased while we stop is given back without a try.
    if (stopping.signal.aborted) interrupt.abort();
    void workTask(options, { task, interrupt, tally })
      .finally(() => running.delete(interrupt))
      .catch(fail)
      .finally(changed);
    changed();
  }

  async function leaseAll(): Promise<void> {
    let taken = 0;
    while (!stopping.signal.aborted && taken < tasksMax) {
      const room = Math.min(concurrency - running.size, tasksMax - taken);
      if (room <= 0) {
        await change.promise;
        continue;
      }
      if (running.size === 0) idle.begin();
      const tasks = await source.lease(room);
      if (tasks.length > 0) idle.end();
      taken += tasks.length;
      tasks.forEach(start);
      if (drain && tasks.length === 0 && running.size === 0 && (await source.isEmpty())) return;
    }
  }

  const interruptAll = (): void => running.forEach((interrupt) => interrupt.abort());

  void options.stopSignal.then(stop);
  await leaseAll().catch(fail);
  idle.end();
  // Not before the last lease is answered, which would take what is given back.
  if (graceOver.signal.aborted) interruptAll();
  graceOver.signal.addEventListener("abort", interruptAll);
  while (running.size > 0) await change.promise;
  if (failures.length > 0) throw failures[0];
  return tally;
}

function stoppingText({ graceMs }: WorkerOptions, running: number): string {
  const commands = running === 1 ? "the command that runs" : `the ${running} commands that run`;
  return `Stopping: ${commands} may take ${graceMs / 1000} s more.`;
}
