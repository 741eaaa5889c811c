import type { Kysely } from "kysely";
import type { QueueAcl } from "../../authority.ts";
import type { AuthorityTables, QueueAclTable } from "../database/schema.ts";
import { normalizeEmail } from "../users/find-user.ts";

/** The addresses in one list of one queue. */
const aclEmailsMax = 1000;

/** A queue's address. */
export interface QueueAddress {
  project: string;
  queue: string;
}

const listOfRole = {
  admin: "adminEmails",
  consumer: "consumerEmails",
  producer: "producerEmails",
} as const satisfies Record<QueueAclTable["role"], keyof QueueAcl>;

/** Reads a queue's ACL; each list in the order of the alphabet, empty for a queue without one. */
export async function readQueueAcl(
  database: Kysely<AuthorityTables>,
  { project, queue }: QueueAddress,
): Promise<QueueAcl> {
  const [acl = emptyAcl()] = await readQueueAcls(database, project, [queue]);
  return acl;
}

/** Reads the ACLs of several queues of a project, in the order asked for. */
export async function readQueueAcls(
  database: Kysely<AuthorityTables>,
  project: string,
  queues: readonly string[],
): Promise<QueueAcl[]> {
  if (queues.length === 0) return [];
  const rows = await database
    .selectFrom("queue_acl")
    .select(["queue", "email", "role"])
    .where("project_id", "=", project)
    .where("queue", "in", queues)
    .orderBy("email")
    .execute();
  const acls = new Map(queues.map((queue) => [queue, emptyAcl()]));
  for (const { queue, role, email } of rows) acls.get(queue)?.[listOfRole[role]].push(email);
  return queues.map((queue) => acls.get(queue) ?? emptyAcl());
}

function emptyAcl(): QueueAcl {
  return { adminEmails: [], consumerEmails: [], producerEmails: [] };
}

/**
 * Sets a queue's ACL to exactly this one.
 *
 * @returns false when it was that already.
 * @throws RangeError when a list has more than 1000 addresses.
 */
export async function writeQueueAcl(
  database: Kysely<AuthorityTables>,
  { project, queue, acl }: QueueAddress & { acl: QueueAcl },
): Promise<boolean> {
  const wanted = aclRows(acl);
  const current = aclRows(await readQueueAcl(database, { project, queue }));
  if (JSON.stringify(wanted) === JSON.stringify(current)) return false;
  await database
    .deleteFrom("queue_acl")
    .where("project_id", "=", project)
    .where("queue", "=", queue)
    .execute();
  for (const row of wanted) {
    await database
      .insertInto("queue_acl")
      .values({ project_id: project, queue, ...row })
      .execute();
  }
  return true;
}

function aclRows(acl: QueueAcl): { email: string; role: QueueAclTable["role"] }[] {
  return (["admin", "consumer", "producer"] as const).flatMap((role) => {
    const emails = [...new Set(acl[listOfRole[role]].map(normalizeEmail))].sort();
    if (emails.length > aclEmailsMax) {
      throw new RangeError(`${listOfRole[role]} has more than ${aclEmailsMax} addresses.`);
    }
    return emails.map((email) => ({ email, role }));
  });
}
