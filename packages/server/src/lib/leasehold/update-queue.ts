import type { QueueAcl } from "@leasehold/authority";
import { queuesMax } from "@leasehold/authority/queue-yaml";
import type { QueueSettings } from "@leasehold/queue/store";
import { duplicate, forbidden, invalidValue } from "../api/api-error.ts";
import { defineOperation, type Operation, type OperationCall } from "../api/operation.ts";
import { agentOf } from "./agent.ts";
import { noteChange } from "./note-change.ts";
import type { LeaseholdContext } from "./operations.ts";
import { allowProject, ownsProject, type ProjectPath, visibleProject } from "./project-access.ts";
import { addressOf, type QueuePath, settingsAt } from "./queue-path.ts";
import { queueResource, sameAcl } from "./queue-resource.ts";

interface QueueBody extends Partial<Omit<QueueSettings, "project" | "queue">> {
  name?: string;
  acl?: Partial<QueueAcl>;
}

type QueueCall = OperationCall<QueuePath, QueueBody>;

const queueName = /^[a-zA-Z0-9-]{1,100}$/;
const email = /^[^\s@]{1,200}@[^\s@]{1,200}$/;
const aclEmailsMax = 1000;

/** Makes a queue that is not there. */
export function createQueue(context: LeaseholdContext): Operation {
  return defineOperation<ProjectPath, QueueBody & { name: string }>({
    allow: allowProject(context.authority.administration, "write"),
    async run(call) {
      const { project } = call.values;
      const { name } = call.body;
      if (!queueName.test(name)) {
        throw invalidValue(
          "Invalid value for the field name: it must be 1 to 100 letters, digits and hyphens.",
        );
      }
      const all = await context.queues.listQueues(project);
      if (all.some(({ queue }) => queue === name)) {
        throw duplicate(`The project ${project} has a queue ${name} already: take another name.`);
      }
      checkCount(all.length);
      const values = { project, queue: name };
      return put(context, { ...call, values }, { action: "queue.create", before: undefined });
    },
  });
}

/** Makes a queue, or replaces its settings; its acl too when the body has one. */
export function updateQueue(context: LeaseholdContext): Operation {
  return defineOperation<QueuePath, QueueBody>({
    allow: allowProject(context.authority.administration, "write"),
    async run(call) {
      const { project } = call.values;
      if ((await context.queues.getQueue(addressOf(call.values))) === undefined) {
        checkCount((await context.queues.listQueues(project)).length);
      }
      return put(context, call, { action: "queue.update", before: undefined });
    },
  });
}

/** Changes the settings that the body has; the rest stays. */
export function patchQueue(context: LeaseholdContext): Operation {
  return defineOperation<QueuePath, QueueBody>({
    allow: allowProject(context.authority.administration, "write"),
    async run(call) {
      const before = await settingsAt(context, call.values);
      return put(context, call, { action: "queue.patch", before });
    },
  });
}

async function put(
  context: LeaseholdContext,
  call: QueueCall,
  { action, before }: { action: string; before: QueueSettings | undefined },
): Promise<object> {
  const { caller, values, body } = call;
  const { administration } = context.authority;
  const address = addressOf(values);
  const settings = settingsOf(values, { ...before, ...body });
  const current = await context.authority.queueAcl(address);
  const acl = body.acl && aclOf(before === undefined ? body.acl : { ...current, ...body.acl });
  if (acl !== undefined && !sameAcl(acl, current)) {
    if (!ownsProject(await visibleProject(administration, call))) {
      throw onlyOwnersChangeAcl(values.project);
    }
    await administration.putQueueAcl({ ...address, acl, ...agentOf(caller) });
  }
  await context.queues.putQueue(settings);
  const { project: _, queue: __, ...detail } = settings;
  await noteChange(context, call, { action, detail });
  return queueResource(context, call, settings);
}

/** The refusal of an editor who changes who may use a queue. */
export function onlyOwnersChangeAcl(project: string): Error {
  return forbidden(
    `Forbidden. Only the owners of the project ${project} may change a queue's acl: leave it out.`,
  );
}

function checkCount(queues: number): void {
  if (queues < queuesMax) return;
  throw invalidValue(`There may be at most ${queuesMax} queues of a project: delete one first.`);
}

function settingsOf(values: QueuePath, body: QueueBody): QueueSettings {
  if (body.name !== undefined && body.name !== values.queue) {
    throw invalidValue(
      `Invalid value for the field name: it must be the queue of the path, ${values.queue}.`,
    );
  }
  const { deadLetterQueue } = body;
  const hasDeadLetters = deadLetterQueue !== undefined && deadLetterQueue !== "";
  if (hasDeadLetters && (!queueName.test(deadLetterQueue) || deadLetterQueue === values.queue)) {
    throw invalidValue(
      "Invalid value for the field deadLetterQueue: it must be another queue, named by 1 to 100 letters, digits and hyphens.",
    );
  }
  return {
    ...addressOf(values),
    mode: body.mode ?? "pull",
    maxLeases: body.maxLeases ?? 0,
    paused: body.paused ?? false,
    disabled: body.disabled ?? false,
    ...(hasDeadLetters ? { deadLetterQueue } : undefined),
  };
}

function aclOf(acl: Partial<QueueAcl>): QueueAcl {
  return {
    adminEmails: emailsOf("adminEmails", acl),
    consumerEmails: emailsOf("consumerEmails", acl),
    producerEmails: emailsOf("producerEmails", acl),
  };
}

function emailsOf(list: keyof QueueAcl, acl: Partial<QueueAcl>): string[] {
  const emails = [...new Set((acl[list] ?? []).map((each) => each.trim().toLowerCase()))];
  if (emails.length <= aclEmailsMax && emails.every((each) => email.test(each))) return emails;
  throw invalidValue(
    `Invalid value for the field acl.${list}: it must be at most ${aclEmailsMax} e-mail addresses.`,
  );
}
