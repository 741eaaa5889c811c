import { parseQueueYaml } from "@leasehold/authority/queue-yaml";
import { defineOperation, type Operation, type OperationCall } from "../api/operation.ts";
import { agentOf } from "./agent.ts";
import { putDeclaredQueues, type QueueDeclaration } from "./declared-queues.ts";
import { readDeclaration } from "./read-declaration.ts";
import type { LeaseholdContext } from "./operations.ts";
import { allowProject, ownsProject, type ProjectPath, visibleProject } from "./project-access.ts";
import { queueResources, sameAcl } from "./queue-resource.ts";
import { onlyOwnersChangeAcl } from "./update-queue.ts";

type ApplyCall = OperationCall<ProjectPath, { queueYaml: string }>;

/** Makes a project's queues as a queue.yaml declares them, and disables or deletes those that it leaves out. */
export function applyQueueYaml(context: LeaseholdContext): Operation {
  const { queues, authority } = context;
  const { administration } = authority;
  return defineOperation<ProjectPath, { queueYaml: string }>({
    allow: allowProject(administration, "write"),
    async run(call) {
      const { project } = call.values;
      const declared = readDeclaration(() => parseQueueYaml(call.body.queueYaml));
      const isOwner = ownsProject(await visibleProject(administration, call));
      await applyAcls(context, call, { declared, isOwner });
      await putDeclaredQueues(queues, project, declared);
      await retireOthers(context, call, declared);
      await administration.audit({
        ...agentOf(call.caller),
        action: "queues.apply",
        target: project,
        project,
        detail: declared.map(({ name }) => name),
      });
      const all = await queues.listQueues(project);
      return { items: all.length === 0 ? undefined : await queueResources(context, call, all) };
    },
  });
}

async function applyAcls(
  { authority }: LeaseholdContext,
  { caller, values }: ApplyCall,
  { declared, isOwner }: { declared: readonly QueueDeclaration[]; isOwner: boolean },
): Promise<void> {
  const changed: QueueDeclaration[] = [];
  for (const declaration of declared) {
    const address = { project: values.project, queue: declaration.name };
    if (sameAcl(declaration.acl, await authority.queueAcl(address))) continue;
    if (isOwner) changed.push(declaration);
    else if (Object.values(declaration.acl).flat().length > 0) {
      throw onlyOwnersChangeAcl(values.project);
    }
  }
  for (const { name, acl } of changed) {
    await authority.administration.putQueueAcl({
      project: values.project,
      queue: name,
      acl,
      ...agentOf(caller),
    });
  }
}

// Disabled first: nothing can be inserted between the look and the deletion.
async function retireOthers(
  { queues, authority }: LeaseholdContext,
  { caller, values }: ApplyCall,
  declared: readonly QueueDeclaration[],
): Promise<void> {
  // A dead-letter queue is declared by the queue that names it.
  const kept = new Set(declared.flatMap(({ name, deadLetterQueue }) => [name, deadLetterQueue]));
  for (const settings of await queues.listQueues(values.project)) {
    if (kept.has(settings.queue)) continue;
    const address = { project: values.project, queue: settings.queue };
    await queues.putQueue({ ...settings, disabled: true });
    const statistics = await queues.statistics(address);
    if (statistics !== undefined && statistics.totalTasks > 0) continue;
    await queues.deleteQueue(address);
    await authority.administration.deleteQueueAcl({ ...address, ...agentOf(caller) });
  }
}
