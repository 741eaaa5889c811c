import type { Authority, QueueAccess } from "@leasehold/authority";
import type { PullQueues } from "@leasehold/queue";
import { type ApiError, forbidden, notFound } from "../api/api-error.ts";
import type { OperationCall } from "../api/operation.ts";
import { addressOf, type QueuePath } from "./queue-path.ts";

/** What a method does with a queue, by the queue's lists. */
type QueueRole = "consumer" | "producer";

type QueueCall = Pick<OperationCall<QueuePath>, "caller" | "values">;

/** Who may do what with a queue. */
export interface QueueGate {
  /** The check of an operation that needs this role. */
  allow: (role: QueueRole) => (call: QueueCall) => void | Promise<void>;
  /** What the caller is to the path's queue. */
  accessOf: (call: QueueCall) => QueueAccess | Promise<QueueAccess>;
  /** How to say that the path's queue does not exist: only members of its project are told. */
  unknownQueue: (call: QueueCall) => Promise<ApiError>;
}

export function createQueueGate(options: {
  authority: Pick<Authority, "queueAccess">;
  queues: Pick<PullQueues, "getQueue">;
}): QueueGate {
  const { authority, queues } = options;
  const accessOf = ({ caller, values }: QueueCall): QueueAccess | Promise<QueueAccess> =>
    authority.queueAccess({ ...addressOf(values), user: caller.user });

  async function refuse(call: QueueCall, access: QueueAccess, role: QueueRole): Promise<void> {
    if (access.member && (await queues.getQueue(addressOf(call.values))) === undefined) {
      throw noSuchQueue(call);
    }
    throw mayNot(call, role);
  }

  return {
    accessOf,
    allow: (role) => (call) => {
      const access = accessOf(call);
      if (!(access instanceof Promise)) {
        return permits(access, role) ? undefined : refuse(call, access, role);
      }
      return access.then((known) => (permits(known, role) ? undefined : refuse(call, known, role)));
    },
    async unknownQueue(call) {
      return (await accessOf(call)).member ? noSuchQueue(call) : mayNot(call, "consumer");
    },
  };
}

function permits(access: QueueAccess, role: QueueRole): boolean {
  return access[role] || access.admin || access.owner;
}

function noSuchQueue({ values }: QueueCall): ApiError {
  return notFound(
    `Not Found. The project ${values.project} has no queue ${values.taskqueue}: declare it in a queue.yaml, or make it with the administration API.`,
  );
}

// The same words whether or not the queue exists: an outsider learns nothing.
function mayNot({ caller, values }: QueueCall, role: QueueRole): ApiError {
  const list = role === "producer" ? "writer_email" : "user_email";
  return forbidden(
    `Forbidden. ${caller.user} may not do this with the queue ${values.taskqueue} of ${values.project}: its acl must have the address as ${list} or admin_email.`,
  );
}
