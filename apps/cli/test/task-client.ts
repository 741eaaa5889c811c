import { createTaskqueue, type TaskqueueClient } from "@leasehold/taskqueue-v1beta2";
import type { Service } from "./service.ts";

const project = "acme";

/** The service's tasks, asked for beside the command line. */
export interface TaskClient {
  insert: (queue: string, payloads: string[], tag?: string) => Promise<void>;
  /** The payloads of all tasks of a queue, which it leases for that. */
  payloads: (queue: string) => Promise<string[]>;
  total: (queue: string) => Promise<number>;
  client: TaskqueueClient;
}

const parallel = 32;

/** @param name somebody who is signed in. */
export async function taskClient(service: Service, name: string): Promise<TaskClient> {
  const token = (await service.as(name, ["token"])).stdout.trim();
  const client = createTaskqueue({
    baseUrl: service.url,
    headers: { authorization: `Bearer ${token}` },
  });
  return {
    client,
    async insert(taskqueue, payloads, tag) {
      const left = payloads.map((payload) => ({
        payloadBase64: Buffer.from(payload).toString("base64url"),
        queueName: taskqueue,
        ...(tag !== undefined && { tag }),
      }));
      const insertNext = async (): Promise<void> => {
        for (let body = left.pop(); body !== undefined; body = left.pop()) {
          await client.tasks.insert({ project, taskqueue }, { body });
        }
      };
      await Promise.all(Array.from({ length: parallel }, insertNext));
    },
    async payloads(taskqueue) {
      const found: string[] = [];
      for (;;) {
        const request = { project, taskqueue, numTasks: 1000, leaseSecs: 3600 };
        const { items = [] } = await client.tasks.lease(request);
        if (items.length === 0) return found;
        found.push(
          ...items.map((task) => Buffer.from(task.payloadBase64 ?? "", "base64url").toString()),
        );
      }
    },
    async total(taskqueue) {
      const queue = await client.taskqueues.get({ project, taskqueue, getStats: true });
      return queue.stats?.totalTasks ?? -1;
    },
  };
}
