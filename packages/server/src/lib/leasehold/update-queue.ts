import type { QueueAcl } from "@leasehold/authority";
import type { QueueSettings } from "@leasehold/queue/store";
import { forbidden, invalidValue } from "../api/api-error.ts";
import { defineOperation, type Operation } from "../api/operation.ts";
import type { LeaseholdContext } from "./operations.ts";
import { allowProject, ownsProject, visibleProject } from "./project-access.ts";
import { addressOf, answerQueue, noteChange, type QueuePath } from "./queues.ts";
import { sameAcl } from "./queue-resource.ts";

interface QueueBody extends Partial<Omit<QueueSettings, "project" | "queue">> {
  name?: string;
  acl?: Partial<QueueAcl>;
}

const queueName = /^[a-zA-Z0-9-]{1,100}$/;
const email = /^[^\s@]{1,200}@[^\s@]{1,200}$/;
const aclEmailsMax = 1000;

/** Makes a queue, or replaces its settings; its acl too when the body has one. */
export function updateQueue(context: LeaseholdContext): Operation {
  const { queues, authority } = context;
  const { administration } = authority;
  return defineOperation<QueuePath, QueueBody>({
    allow: allowProject(administration, "write"),
    async run(call) {
      const { caller, values, body } = call;
      const address = addressOf(values);
      const settings = settingsOf(values, body);
      const acl = body.acl === undefined ? undefined : aclOf(body.acl);
      if (acl !== undefined && !sameAcl(acl, await authority.queueAcl(address))) {
        if (!ownsProject(await visibleProject(administration, call))) {
          throw onlyOwnersChangeAcl(values.project);
        }
        await administration.putQueueAcl({ ...address, acl, actor: caller.user });
      }
      await queues.putQueue(settings);
      await noteChange(context, call, "queue.update");
      return answerQueue(context, call, settings);
    },
  });
}

/** The refusal of an editor who changes who may use a queue. */
export function onlyOwnersChangeAcl(project: string): Error {
  return forbidden(
    `Forbidden. Only the owners of the project ${project} may change a queue's acl: leave it out.`,
  );
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
