import type { QueueAccess } from "../../authority.ts";
import type { AuthorityContext } from "../context.ts";
import type { Memory } from "../memory.ts";

interface QueueUser {
  project: string;
  queue: string;
  /** An e-mail, lower case, as `Caller.user` has it. */
  user: string;
}

/** More than any project, queue and e-mail that exist: callers choose names, and must not fill the memory with them. */
const keyLengthMax = 500;

/** Makes the function that says what a user may do with a queue. */
export function createQueueAccess(
  context: Pick<AuthorityContext, "database">,
  memory: Memory,
): (request: QueueUser) => QueueAccess | Promise<QueueAccess> {
  async function read(request: QueueUser, key: string): Promise<QueueAccess> {
    const access = await memory.queueAccess.load(key, () => readQueueAccess(context, request));
    return access ?? noAccess;
  }

  return (request) => {
    // What exists has no space in its name, so nothing else can have the key of a real queue and user.
    const key = `${request.project} ${request.queue} ${request.user}`;
    if (key.length > keyLengthMax) return readQueueAccess(context, request);
    return memory.queueAccess.get(key) ?? read(request, key);
  };
}

const noAccess: QueueAccess = Object.freeze({
  member: false,
  owner: false,
  consumer: false,
  producer: false,
  admin: false,
});

async function readQueueAccess(
  context: Pick<AuthorityContext, "database">,
  { project, queue, user }: QueueUser,
): Promise<QueueAccess> {
  const member = await context.database
    .selectFrom("project_members")
    .select("role")
    .where("project_id", "=", project)
    .where("email", "=", user)
    .executeTakeFirst();
  const rows = await context.database
    .selectFrom("queue_acl")
    .select("role")
    .where("project_id", "=", project)
    .where("queue", "=", queue)
    .where("email", "=", user)
    .execute();
  const roles = new Set(rows.map((row) => row.role));
  return Object.freeze({
    member: member !== undefined,
    owner: member?.role === "owner",
    consumer: roles.has("consumer"),
    producer: roles.has("producer"),
    admin: roles.has("admin"),
  });
}
