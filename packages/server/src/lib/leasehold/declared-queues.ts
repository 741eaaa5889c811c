import { isDeepStrictEqual } from "node:util";
import type { parseQueueYaml } from "@leasehold/authority/queue-yaml";
import type { PullQueues } from "@leasehold/queue";
import type { QueueSettings } from "@leasehold/queue/store";

/** A queue as a queue.yaml or a leasehold.yaml declares it. */
export type QueueDeclaration = ReturnType<typeof parseQueueYaml>[number];

/**
 * Makes a project's queues as a file declares them. A queue stays paused when it was: files have no word for that.
 *
 * @returns what changed, in words.
 */
export async function putDeclaredQueues(
  queues: Pick<PullQueues, "getQueue" | "putQueue">,
  project: string,
  declared: readonly QueueDeclaration[],
): Promise<string[]> {
  const changes: string[] = [];
  for (const declaration of declared) {
    const before = await queues.getQueue({ project, queue: declaration.name });
    const settings = settingsOf(project, declaration, before);
    if (before !== undefined && isDeepStrictEqual({ ...before }, settings)) continue;
    await queues.putQueue(settings);
    const what = before === undefined ? "created" : "changed";
    changes.push(`queue ${declaration.name} of ${project} ${what}`);
  }
  return changes;
}

function settingsOf(
  project: string,
  declaration: QueueDeclaration,
  before: QueueSettings | undefined,
): QueueSettings {
  const { name, mode, maxLeases, deadLetterQueue, disabled } = declaration;
  return {
    project,
    queue: name,
    mode,
    maxLeases,
    paused: before?.paused ?? false,
    disabled,
    ...(deadLetterQueue === undefined ? undefined : { deadLetterQueue }),
  };
}
