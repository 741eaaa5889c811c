import type { QueueAddress, Task } from "../operation.ts";
import type { LeaseRequest } from "../queue.ts";
import { createWaitGroup, type WaitGroup, type WaitGroupOptions } from "./wait-group.ts";

/** Those who wait, by queue, and within it by what they wait for. */
export interface WaitGroups {
  /** The group of a request, made when it is the first of its kind. */
  of(request: LeaseRequest): WaitGroup;
  noteTask(address: QueueAddress, task: Pick<Task, "tag" | "availableAtMicros">): void;
  noteQueue(address: QueueAddress): void;
  /** How many wait. */
  size(): number;
  close(): void;
}

const anyTag = "any";
const oldestTag = "oldest";

/** @param optionsFor what a group of the given queue, or of one tag of it, needs. */
export function createWaitGroups(
  optionsFor: (address: QueueAddress & { tag?: string }) => Omit<WaitGroupOptions, "onEmpty">,
): WaitGroups {
  const queues = new Map<string, Map<string, WaitGroup>>();

  function of(request: LeaseRequest): WaitGroup {
    const queueKey = keyOf(request);
    const groups = queues.get(queueKey) ?? new Map<string, WaitGroup>();
    queues.set(queueKey, groups);
    const filter = filterOf(request);
    const existing = groups.get(filter);
    if (existing !== undefined) return existing;
    const { project, queue, byTag, tag } = request;
    const address = { project, queue, ...(byTag && tag !== undefined ? { tag } : {}) };
    const onEmpty = (): void => {
      groups.delete(filter);
      if (groups.size === 0) queues.delete(queueKey);
    };
    const group = createWaitGroup({ ...optionsFor(address), onEmpty });
    groups.set(filter, group);
    return group;
  }

  function all(): WaitGroup[] {
    return Array.from(queues.values()).flatMap((groups) => Array.from(groups.values()));
  }

  return {
    of,
    noteTask: (address, task) => {
      const groups = queues.get(keyOf(address));
      if (groups === undefined) return;
      for (const filter of [anyTag, oldestTag, `=${task.tag}`]) {
        groups.get(filter)?.noteAvailable(task.availableAtMicros);
      }
    },
    noteQueue: (address) => {
      for (const group of queues.get(keyOf(address))?.values() ?? []) group.noteChange();
    },
    size: () => all().reduce((sum, group) => sum + group.size, 0),
    close: () => {
      for (const group of all()) group.close();
    },
  };
}

function keyOf({ project, queue }: QueueAddress): string {
  return `${project}/${queue}`;
}

function filterOf({ byTag, tag }: LeaseRequest): string {
  if (!byTag) return anyTag;
  return tag === undefined ? oldestTag : `=${tag}`;
}
