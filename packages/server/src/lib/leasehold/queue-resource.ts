import type { QueueAcl } from "@leasehold/authority";
import type { QueueSettings } from "@leasehold/queue/store";
import { statisticsResource } from "../taskqueue/statistics-resource.ts";
import type { LeaseholdContext } from "./operations.ts";

/** The Queue resource; without its acl for those who may not see that. */
export async function queueResource(
  { authority, queues }: Pick<LeaseholdContext, "authority" | "queues">,
  settings: QueueSettings,
  { showsAcl }: { showsAcl: boolean },
): Promise<object> {
  const { project, queue, mode, maxLeases, deadLetterQueue, paused, disabled } = settings;
  const [acl, statistics] = await Promise.all([
    showsAcl ? authority.queueAcl({ project, queue }) : undefined,
    queues.statistics({ project, queue }),
  ]);
  return {
    project,
    name: queue,
    mode,
    maxLeases,
    deadLetterQueue,
    paused,
    disabled,
    acl,
    stats: statistics === undefined ? undefined : statisticsResource(statistics),
  };
}

/** True when two lists of people are the same, in whatever order. */
export function sameAcl(one: QueueAcl, other: QueueAcl): boolean {
  return (["adminEmails", "consumerEmails", "producerEmails"] as const).every(
    (list) => one[list].toSorted().join("\n") === other[list].toSorted().join("\n"),
  );
}
