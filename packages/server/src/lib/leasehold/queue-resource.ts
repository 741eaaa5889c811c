import type { QueueAcl } from "@leasehold/authority";
import type { QueueSettings } from "@leasehold/queue/store";
import type { OperationCall } from "../api/operation.ts";
import { statisticsResource } from "../taskqueue/statistics-resource.ts";
import type { LeaseholdContext } from "./operations.ts";
import { ownsProject, type ProjectPath, visibleProject } from "./project-access.ts";

/** Queue resources of one project; without their acls for a caller who may not see those. */
export async function queueResources(
  { authority, queues }: LeaseholdContext,
  call: Pick<OperationCall<ProjectPath>, "caller" | "values">,
  all: readonly QueueSettings[],
): Promise<object[]> {
  const { project } = call.values;
  const showsAcl = ownsProject(await visibleProject(authority.administration, call));
  const acls = showsAcl ? await authority.administration.queueAcls(project, all.map(nameOf)) : [];
  const statistics = await Promise.all(
    all.map(({ queue }) => queues.statistics({ project, queue })),
  );
  return all.map((settings, index) => {
    const stats = statistics[index];
    return {
      ...settings,
      name: settings.queue,
      acl: acls[index],
      stats: stats === undefined ? undefined : statisticsResource(stats),
    };
  });
}

/** The answer of a method that answers with one queue. */
export async function queueResource(
  context: LeaseholdContext,
  call: Pick<OperationCall<ProjectPath>, "caller" | "values">,
  settings: QueueSettings,
): Promise<object> {
  const [resource] = await queueResources(context, call, [settings]);
  return resource!;
}

function nameOf({ queue }: QueueSettings): string {
  return queue;
}

/** True when two lists of people are the same, in whatever order. */
export function sameAcl(one: QueueAcl, other: QueueAcl): boolean {
  return (["adminEmails", "consumerEmails", "producerEmails"] as const).every(
    (list) => one[list].toSorted().join("\n") === other[list].toSorted().join("\n"),
  );
}
