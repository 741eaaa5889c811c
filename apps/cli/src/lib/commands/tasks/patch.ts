import { Command } from "commander";
import { connectToProject, openTaskqueue } from "../../connection.ts";
import { documentFlags } from "../../document-flags.ts";
import { taskqueueDocument } from "../../documents.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { showMicroseconds } from "../../moment.ts";
import { printResource } from "../../print-resource.ts";

interface PatchFlags {
  newLeaseSeconds: number;
  leaseTimestamp?: string;
  tag?: string;
}

export function tasksPatchCommand(host: Host): Command {
  const parameters = documentFlags(taskqueueDocument, "taskqueue.tasks.patch");
  const command = parameters
    .addTo(new Command("patch").description("change how long a task is leased, or its tag"))
    .argument("<queue>", "name of the queue")
    .argument("<task>", "name of the task")
    .option("--lease-timestamp <microseconds>", "only when the task's is still this one")
    .option("--tag <text>", "give the task another tag")
    .action(async (taskqueue: string, task: string, flags: PatchFlags, self: Command) => {
      const { newLeaseSeconds, leaseTimestamp, tag } = flags;
      const { project, ...connection } = await connectToProject(host, self);
      const client = await openTaskqueue(connection);
      const patched = await client.tasks.patch(
        { project, taskqueue, task, ...parameters.read(self), newLeaseSeconds },
        {
          body: {
            queueName: taskqueue,
            ...(leaseTimestamp !== undefined && { leaseTimestamp }),
            ...(tag !== undefined && { tag }),
          },
        },
      );
      printResource(
        host,
        connection.settings,
        patched,
        (now) => `The task ${task} is leased until ${showMicroseconds(now.leaseTimestamp)}.`,
      );
    });
  return addExamples(command, [
    "leasehold tasks patch images job-1 --new-lease-seconds 300",
    "leasehold tasks patch images job-1 --new-lease-seconds 60 --tag urgent",
  ]);
}
