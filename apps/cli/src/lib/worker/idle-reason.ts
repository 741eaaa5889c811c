import type { LeaseholdClient, QueueStatistics } from "@leasehold/leasehold-v1";
import type { TaskqueueClient } from "@leasehold/taskqueue-v1beta2";
import type { QueuePlace } from "./lease-term.ts";

/** Why a worker leases nothing. */
export interface IdleReason {
  kind: "empty" | "paused" | "held" | "unknown";
  /** A sentence for people. */
  text: string;
}

export interface IdleQuestion {
  taskqueue: TaskqueueClient;
  /** Only a sign-in that may see the project's administration learns the exact reason. */
  leasehold: LeaseholdClient;
  place: QueuePlace;
  /** Whether the worker takes tasks of one tag only. */
  hasTag: boolean;
  /** The command line that ends a pause. */
  resume: string;
}

/**
 * Asks the server why nothing is leased; undefined when there is a task to lease by now.
 *
 * @throws what the calls throw when the server is away or the queue is gone.
 */
export async function idleReason(question: IdleQuestion): Promise<IdleReason | undefined> {
  const { place, hasTag, resume } = question;
  const { taskqueue: name } = place;
  const seen = await administered(question);
  if (seen === undefined) return roughReason(question);
  if (seen.paused) {
    const text = `The queue ${name} is paused and leases nothing: \`${resume}\` lets it go on.`;
    return { kind: "paused", text };
  }
  const { totalTasks = 0, leasedTasks = 0, delayedTasks = 0, countsCapped = false } = seen.figures;
  if (totalTasks === 0) return nothingIn(name);
  const others = totalTasks - leasedTasks - delayedTasks;
  if (others > 0 && !hasTag && !countsCapped) return undefined;
  const about = countsCapped ? "at least " : "";
  const parts: [what: string, count: number][] = [
    ["leased, or waiting to be tried again", leasedTasks],
    ["not due yet", delayedTasks],
    ["with another tag or none", countsCapped ? 0 : others],
  ];
  const counts = parts
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${about}${count} ${what}`);
  return { kind: "held", text: `${noneIn(name)}: ${counts.join(", ")}.` };
}

async function roughReason({ taskqueue, place, hasTag }: IdleQuestion): Promise<IdleReason> {
  const { stats } = await taskqueue.taskqueues.get({ ...place, getStats: true });
  if (stats?.totalTasks === 0) return nothingIn(place.taskqueue);
  const tags = hasTag ? ", have another tag" : "";
  return {
    kind: "unknown",
    text: `${noneIn(place.taskqueue)}: they are leased, wait to be tried again, are not due yet${tags}, or the queue is paused.`,
  };
}

function nothingIn(name: string): IdleReason {
  return { kind: "empty", text: `The queue ${name} has no task: waiting for one.` };
}

function noneIn(name: string): string {
  return `Waiting: none of the tasks in ${name} can be leased now`;
}

async function administered({
  leasehold,
  place,
}: IdleQuestion): Promise<{ paused: boolean; figures: QueueStatistics } | undefined> {
  const { project, taskqueue: queue } = place;
  try {
    const { paused = false } = await leasehold.queues.get({ project, queue });
    const { items: [figures] = [] } = await leasehold.queues.statistics({
      project,
      queue: [queue],
    });
    return figures && { paused, figures };
  } catch {
    // A sign-in for tasks alone may not see these; what else may be wrong, the next lease says.
    return undefined;
  }
}
