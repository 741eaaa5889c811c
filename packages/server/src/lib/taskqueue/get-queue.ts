import { defineOperation, type Operation } from "../api/operation.ts";
import type { TaskqueueContext } from "./operations.ts";
import { pullQueueOf } from "./pull-queue.ts";
import { addressOf, longNameOf, type QueuePath } from "./queue-path.ts";
import { statisticsResource } from "./statistics-resource.ts";

export function getQueue(context: TaskqueueContext): Operation {
  const { queues, authority, gate } = context;
  return defineOperation<QueuePath & { getStats: boolean }>({
    allow: gate.allow("consumer"),
    async run(call) {
      const { values } = call;
      const address = addressOf(values);
      const settings = await pullQueueOf(context, call);
      const access = await gate.accessOf(call);
      const mayAdminister = access.admin || access.owner;
      const [acl, statistics] = await Promise.all([
        mayAdminister ? authority.queueAcl(address) : undefined,
        values.getStats ? queues.statistics(address) : undefined,
      ]);
      return {
        id: longNameOf(values),
        maxLeases: settings.maxLeases,
        acl,
        stats: statistics === undefined ? undefined : statisticsResource(statistics),
      };
    },
  });
}
