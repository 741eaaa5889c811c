/** What became of the tasks that a worker leased. */
export interface Tally {
  /** The command succeeded and the task is deleted. */
  done: number;
  /** The command failed or took too long. */
  failed: number;
  /** Given back because the worker stopped. */
  givenBack: number;
  /** The lease ended before the command did, or before the server could be told. */
  lost: number;
}

export function newTally(): Tally {
  return { done: 0, failed: 0, givenBack: 0, lost: 0 };
}

/** The last line of a worker. */
export function renderSummary(tally: Tally, seconds: number): string {
  const parts = [
    `${tally.done} done`,
    `${tally.failed} failed`,
    ...(tally.givenBack > 0 ? [`${tally.givenBack} given back`] : []),
    ...(tally.lost > 0 ? [`${tally.lost} lost their lease`] : []),
  ];
  return `Stopped after ${seconds.toFixed(1)} s: ${parts.join(", ")}.`;
}

/** The line at the bottom of a terminal while a worker runs. */
export function renderProgress(
  tally: Tally,
  now: { running: number; stopping: boolean; away: boolean; seconds: number },
): string {
  const rate = now.seconds > 0 ? tally.done / now.seconds : 0;
  return [
    `${tally.done} done`,
    `${tally.failed} failed`,
    `${now.running} running`,
    `${rate.toFixed(1)}/s`,
    ...(now.away ? ["waiting for the server"] : []),
    ...(now.stopping ? ["stopping (once more to stop at once)"] : []),
  ].join(", ");
}
