import type { TaskqueueClient } from "@leasehold/taskqueue-v1beta2";
import { Command, InvalidArgumentError, Option } from "commander";
import { CliError } from "../cli-error.ts";
import {
  type Connection,
  connectToProject,
  openLeasehold,
  openTaskqueue,
  type ProjectConnection,
} from "../connection.ts";
import { documentFlags } from "../document-flags.ts";
import { taskqueueDocument } from "../documents.ts";
import { addExamples } from "../examples.ts";
import { exitCodes } from "../exit-codes.ts";
import { describeFailure } from "../failure.ts";
import type { Host } from "../host.ts";
import { commandFor } from "../settings.ts";
import { firstStopSignal } from "../stop-signals.ts";
import { whileWaiting } from "../while-waiting.ts";
import { commandRunner } from "../worker/command-runner.ts";
import { idleReason, type IdleReason } from "../worker/idle-reason.ts";
import type { QueuePlace } from "../worker/lease-term.ts";
import { runWorker, type WorkerOptions } from "../worker/run-worker.ts";
import { newTally, renderProgress, renderSummary, type Tally } from "../worker/tally.ts";
import { type OpenOutput, outputToAddress, outputToFolder, passOn } from "../worker/task-output.ts";

interface WorkerFlags {
  concurrency: number;
  leaseSecs: number;
  waitSecs: number;
  groupByTag?: boolean;
  tag?: string;
  timeout?: number;
  backoff: number;
  backoffMax: number;
  release: boolean;
  outputDir?: string;
  outputUrl?: string;
  maxTasks?: number;
  drain?: boolean;
  grace: number;
}

// More cannot be leased by one call.
const concurrencyMax = 1000;
const secondsMax = 604_800;

export function workerCommand(host: Host): Command {
  const parameters = documentFlags(taskqueueDocument, "taskqueue.tasks.lease", ["numTasks"]);
  const command = new Command("worker")
    .description("lease tasks and run a command for each, its payload on standard input")
    .argument("<queue>", "name of the queue")
    .argument("<command...>", "the program and its arguments, after --")
    .addOption(
      numberOption("--concurrency <number>", "how many commands run at once", 1, concurrencyMax) //
        .default(1),
    );
  parameters.addTo(command, { leaseSecs: 60, waitSecs: 30 });
  command
    .addOption(numberOption("--timeout <seconds>", "end a command that takes longer", 1))
    .addOption(
      numberOption("--backoff <seconds>", "how long a failed task waits; doubles with each lease") //
        .default(10),
    )
    .addOption(
      numberOption("--backoff-max <seconds>", "the longest that a failed task waits") //
        .default(600),
    )
    .option("--no-release", "leave a failed task until its lease ends")
    .option("--output-dir <folder>", "keep what each command prints in a file named as its task")
    .option("--output-url <url>", "POST what each command prints; done only when that is answered")
    .addOption(numberOption("--max-tasks <number>", "stop after so many tasks", 1))
    .option("--drain", "stop when the queue holds no task")
    .addOption(
      numberOption("--grace <seconds>", "how long commands may go on when the worker is stopped") //
        .default(5),
    )
    .action((taskqueue: string, words: string[], flags: WorkerFlags, self: Command) =>
      worker(host, { taskqueue, words, flags, self }),
    );
  addExamples(command, [
    "leasehold worker images -- ./resize.sh",
    "leasehold worker images --concurrency 8 --timeout 60 -- python3 resize.py --quality 80",
    "leasehold worker images --drain --output-dir results -- wc -c",
  ]);
  return command.addHelpText("after", about);
}

const about = `
The command finds LEASEHOLD_TASK_ID, _TAG, _QUEUE, _PROJECT, _RETRY_COUNT (1 at first),
_ENQUEUE_TIMESTAMP and _LEASE_TIMESTAMP (microseconds) in its environment. Exit code 0 means
done: the task is deleted. Anything else gives it back, to be tried again later.
SIGTERM or Ctrl-C stops the worker: it leases no more, ends what still runs after the grace, and
gives those tasks back. A second one stops it at once.

Exit codes: 0 stopped as asked, failed tasks or not (--json counts them), 1 failed, 2 usage or a
command that cannot be run, 3 sign in, 4 forbidden, 5 no such queue, 130 or 143 stopped at once.`;

interface WorkerCall {
  taskqueue: string;
  words: string[];
  flags: WorkerFlags;
  self: Command;
}

async function worker(host: Host, call: WorkerCall): Promise<void> {
  const { flags, self } = call;
  checkFlags(flags);
  const openOutput = await outputOf(flags);
  const stopSignal = firstStopSignal(["SIGHUP"]);
  let stopped = false;
  void stopSignal.then(() => (stopped = true));
  const startedAtMs = performance.now();
  const seconds = (): number => (performance.now() - startedAtMs) / 1000;
  const connecting = whileWaiting(
    host,
    "Waiting for the server to answer.",
    connectToProject(host, self),
  );
  // Until it answers nothing is held, and nothing need be waited for.
  const connection = await Promise.race([connecting, stopSignal]);
  const tally =
    connection === undefined
      ? newTally()
      : await workThrough(host, connection, { ...call, openOutput, stopSignal, seconds });
  if (self.optsWithGlobals()["json"] === true) host.print(JSON.stringify(tally, undefined, 2));
  else host.tell(renderSummary(tally, seconds()));
  // A request that nobody needs any more may wait for its answer for minutes.
  if (stopped) host.exit(exitCodes.ok);
}

async function workThrough(
  host: Host,
  { project, ...connection }: ProjectConnection,
  call: WorkerCall & {
    openOutput: OpenOutput;
    stopSignal: Promise<void>;
    seconds: () => number;
  },
): Promise<Tally> {
  const { taskqueue, words, flags, openOutput, stopSignal, seconds } = call;
  let away = false;
  let latest: Parameters<WorkerOptions["show"]> = [newTally(), { running: 0, stopping: false }];
  const draw = (): void => {
    host.progress(renderProgress(latest[0], { ...latest[1], away, seconds: seconds() }));
  };
  // Where there is a progress line, what commands print must not run into it.
  const lines = host.logsToTerminal ? { output: host.print, error: host.tell } : undefined;
  const { leaseSecs, waitSecs, concurrency, drain = false } = flags;
  const client = await openTaskqueue(connection);
  const place = { project, taskqueue };
  try {
    return await runWorker({
      client,
      place,
      leaseSecs,
      waitSecs,
      concurrency,
      drain,
      command: words,
      env: host.env,
      runner: commandRunner(lines),
      openOutput,
      group: groupOf(flags),
      timeoutMs: flags.timeout === undefined ? undefined : flags.timeout * 1000,
      backoffSeconds: flags.release ? backoffOf(flags) : undefined,
      tasksMax: flags.maxTasks,
      graceMs: flags.grace * 1000,
      stopSignal,
      tell: host.tell,
      show(...state) {
        latest = state;
        draw();
      },
      idleReason: () => whyIdle(connection, { taskqueue: client, place, flags }),
      onAway(error) {
        if (away) return;
        away = true;
        const { message } = describeFailure(error, host.settingsInUse());
        host.tell(`${message} Trying again until it answers.`);
        draw();
      },
      onBack() {
        if (!away) return;
        away = false;
        host.tell("The server answers again.");
        draw();
      },
    });
  } finally {
    host.progress(undefined);
  }
}

async function whyIdle(
  connection: Connection,
  asked: { taskqueue: TaskqueueClient; place: QueuePlace; flags: WorkerFlags },
): Promise<IdleReason | undefined> {
  const { taskqueue, place, flags } = asked;
  const resume = `queues resume ${place.taskqueue} --project ${place.project}`;
  return idleReason({
    taskqueue,
    leasehold: await openLeasehold(connection),
    place,
    hasTag: flags.tag !== undefined,
    resume: commandFor(connection.settings, resume),
  });
}

function checkFlags(flags: WorkerFlags): void {
  if (flags.leaseSecs < 1) throw new CliError(exitCodes.usage, "--lease-secs must be at least 1.");
}

async function outputOf({ outputDir, outputUrl }: WorkerFlags): Promise<OpenOutput> {
  if (outputDir !== undefined && outputUrl !== undefined) {
    throw new CliError(exitCodes.usage, "Give --output-dir or --output-url, not both.");
  }
  if (outputDir !== undefined) return outputToFolder(outputDir);
  if (outputUrl === undefined) return passOn;
  if (/^https?:\/\//.test(outputUrl) && URL.canParse(outputUrl)) return outputToAddress(outputUrl);
  throw new CliError(
    exitCodes.usage,
    `${outputUrl} is no address to send output to: give an http or https one.`,
  );
}

function groupOf({ groupByTag, tag }: WorkerFlags): WorkerOptions["group"] {
  return groupByTag === true || tag !== undefined ? { tag } : undefined;
}

function backoffOf({ backoff, backoffMax }: WorkerFlags): (retryCount: number) => number {
  return (retryCount) => Math.min(backoffMax, backoff * 2 ** Math.max(0, retryCount - 1));
}

function numberOption(flags: string, about: string, minimum = 0, maximum = secondsMax): Option {
  return new Option(flags, about).argParser((text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`Give a whole number from ${minimum} to ${maximum}.`);
  });
}
