import { Command } from "commander";
import { connectToProject, openTaskqueue } from "../../connection.ts";
import { documentFlags } from "../../document-flags.ts";
import { taskqueueDocument } from "../../documents.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { showMicroseconds } from "../../moment.ts";
import { printResource } from "../../print-resource.ts";

export function tasksUpdateCommand(host: Host): Command {
  const parameters = documentFlags(taskqueueDocument, "taskqueue.tasks.update");
  const command = parameters
    .addTo(new Command("update").description("renew a lease that you still hold"))
    .argument("<queue>", "name of the queue")
    .argument("<task>", "name of the task")
    .requiredOption("--lease-timestamp <microseconds>", "the task's, as the lease printed it")
    .action(
      async (
        taskqueue: string,
        task: string,
        { leaseTimestamp }: { leaseTimestamp: string; newLeaseSeconds: number },
        self: Command,
      ) => {
        const { newLeaseSeconds } = self.opts<{ newLeaseSeconds: number }>();
        const { project, ...connection } = await connectToProject(host, self);
        const client = await openTaskqueue(connection);
        const renewed = await client.tasks.update(
          { project, taskqueue, task, ...parameters.read(self), newLeaseSeconds },
          { body: { id: task, queueName: taskqueue, leaseTimestamp } },
        );
        printResource(
          host,
          connection.settings,
          renewed,
          (now) => `The task ${task} is leased until ${showMicroseconds(now.leaseTimestamp)}.`,
        );
      },
    );
  return addExamples(command, [
    "leasehold tasks update images job-1 --lease-timestamp 1795435200000000 --new-lease-seconds 60",
  ]);
}
