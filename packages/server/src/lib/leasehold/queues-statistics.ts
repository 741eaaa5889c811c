import type { LiveStatistics } from "@leasehold/queue/store";
import { invalidParameter } from "../api/api-error.ts";
import { defineOperation, type Operation } from "../api/operation.ts";
import { statisticsResource } from "../taskqueue/statistics-resource.ts";
import type { LeaseholdContext } from "./operations.ts";
import { allowProject, type ProjectPath } from "./project-access.ts";

const queuesMax = 100;

/** Reads the figures of several queues at once. */
export function queuesStatistics({ queues, authority, now }: LeaseholdContext): Operation {
  return defineOperation<ProjectPath & { queue: string[] }>({
    allow: allowProject(authority.administration, "read"),
    async run({ values: { project, queue } }) {
      const names = [...new Set(queue)].toSorted();
      if (names.length > queuesMax) {
        throw invalidParameter(
          "queue",
          `The parameter queue was given for ${names.length} queues: give at most ${queuesMax}.`,
        );
      }
      const nowMs = now();
      const figures = await queues.liveStatistics({ project, queues: names });
      return {
        time: new Date(nowMs).toISOString(),
        items: figures.map((each) => resourceOf(each, nowMs)),
      };
    },
  });
}

function resourceOf(figures: LiveStatistics, nowMs: number): object {
  const { queue, leasedTasks, delayedTasks, capped, oldestTaskSeconds } = figures;
  const ageSeconds = Math.floor(nowMs / 1000) - oldestTaskSeconds;
  const isWaiting = oldestTaskSeconds > 0 && ageSeconds >= 0;
  return {
    queue,
    ...statisticsResource(figures),
    leasedTasks,
    delayedTasks,
    countsCapped: capped ? true : undefined,
    oldestAgeSeconds: isWaiting ? ageSeconds : undefined,
  };
}
