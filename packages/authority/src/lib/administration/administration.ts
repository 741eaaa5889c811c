import {
  readQueueAcl,
  readQueueAcls,
  writeQueueAcl,
  type QueueAddress,
} from "../access/queue-acl.ts";
import { writeAudit } from "../audit.ts";
import type { QueueAcl } from "../../authority.ts";
import type { Agent, AuditEntry, AuthorityContext } from "../context.ts";
import { type AccountAdministration, accountAdministration } from "./account.ts";
import { type ApiKeyAdministration, apiKeyAdministration } from "./api-keys.ts";
import { type AuditLine, type AuditRequest, readAuditLog } from "./audit-log.ts";
import { type ClientAdministration, clientAdministration } from "./clients.ts";
import { type ConsumerAdministration, consumerAdministration } from "./consumers.ts";
import { type DelegationAdministration, delegationAdministration } from "./delegations.ts";
import { type MemberAdministration, memberAdministration } from "./members.ts";
import { type ProjectAdministration, projectAdministration } from "./projects.ts";
import { reachesBeyondEditors } from "./reach.ts";
import {
  type ServiceAccountAdministration,
  serviceAccountAdministration,
} from "./service-accounts.ts";
import { type ServiceAdministration, serviceAdministration } from "./services.ts";
import { type UserAdministration, userAdministration } from "./users.ts";

/**
 * What the admin API does with the authority. Whether the caller may is the admin API's to ask. Every change is one
 * transaction, is in the audit log and holds at once.
 *
 * What is refused throws an AdministrationError, a wrong value a ConfigurationError that names the field.
 */
export interface Administration {
  projects: ProjectAdministration;
  members: MemberAdministration;
  services: ServiceAdministration;
  clients: ClientAdministration;
  serviceAccounts: ServiceAccountAdministration;
  consumers: ConsumerAdministration;
  apiKeys: ApiKeyAdministration;
  delegations: DelegationAdministration;
  users: UserAdministration;
  account: AccountAdministration;
  /**
   * Sets a queue's ACL to exactly this.
   *
   * @throws RangeError when a list has more than 1000 addresses.
   */
  putQueueAcl(request: QueueAddress & { acl: QueueAcl } & Agent): Promise<void>;
  /** The ACLs of several queues, in the order asked for; empty ones for queues without. */
  queueAcls(project: string, queues: readonly string[]): Promise<QueueAcl[]>;
  /** Drops a queue's ACL, as when the queue is deleted. */
  deleteQueueAcl(request: QueueAddress & Agent): Promise<void>;
  /** Whether a consumer or service account of a project may do more than the project's editors may. */
  reachesBeyondEditors(request: { project: string; application: string }): Promise<boolean>;
  /** Adds a line to the audit log. Never give it a secret. */
  audit(entry: AuditEntry): Promise<void>;
  /** Reads the audit log, newest first. */
  auditLog(request: AuditRequest): Promise<AuditLine[]>;
}

export function createAdministration(context: AuthorityContext): Administration {
  const { database } = context;
  return {
    projects: projectAdministration(context),
    members: memberAdministration(context),
    services: serviceAdministration(context),
    clients: clientAdministration(context),
    serviceAccounts: serviceAccountAdministration(context),
    consumers: consumerAdministration(context),
    apiKeys: apiKeyAdministration(context),
    delegations: delegationAdministration(context),
    users: userAdministration(context),
    account: accountAdministration(context),
    putQueueAcl: (request) => setQueueAcl(context, request),
    queueAcls: (project, queues) => readQueueAcls(database, project, queues),
    deleteQueueAcl: (request) =>
      setQueueAcl(context, {
        ...request,
        acl: { adminEmails: [], consumerEmails: [], producerEmails: [] },
      }),
    reachesBeyondEditors: (request) => reachesBeyondEditors(database, request),
    audit: (entry) => context.audit(entry),
    auditLog: (request) => readAuditLog(database, request),
  };
}

async function setQueueAcl(
  context: AuthorityContext,
  { project, queue, acl, ...agent }: QueueAddress & { acl: QueueAcl } & Agent,
): Promise<void> {
  const changed = await context.database.transaction().execute(async (database) => {
    if (!(await writeQueueAcl(database, { project, queue, acl }))) return false;
    const detail = await readQueueAcl(database, { project, queue });
    const target = `${project}/${queue}`;
    const entry = { ...agent, action: "queue-acl.set", target, project, detail };
    await writeAudit({ database, nowMs: context.now(), entry });
    return true;
  });
  if (changed) context.forget({ type: "everything" });
}
