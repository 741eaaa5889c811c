import type { PullQueues } from "@leasehold/queue";

/** Deletes all queues of a project with their tasks. */
export async function deleteQueuesOf(
  queues: Pick<PullQueues, "listQueues" | "deleteQueue">,
  project: string,
): Promise<void> {
  for (const { queue } of await queues.listQueues(project)) {
    await queues.deleteQueue({ project, queue });
  }
}
