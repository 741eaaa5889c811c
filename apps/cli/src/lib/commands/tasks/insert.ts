import { Command } from "commander";
import { connectToProject, openTaskqueue } from "../../connection.ts";
import { addExamples } from "../../examples.ts";
import type { Host } from "../../host.ts";
import { parseMoment } from "../../moment.ts";
import { readPayload } from "../../payload.ts";
import { printResource } from "../../print-resource.ts";

interface InsertFlags {
  payload?: string;
  payloadFile?: string;
  id?: string;
  tag?: string;
  eta?: string;
}

export function tasksInsertCommand(host: Host): Command {
  const command = new Command("insert")
    .description("put a task in a queue; the payload comes from a flag, a file or standard input")
    .argument("<queue>", "name of the queue")
    .option("--payload <text>", "the payload")
    .option("--payload-file <file>", "read the payload from a file, - for standard input")
    .option("--id <name>", "name of the task; left out, one is made")
    .option("--tag <text>", "tag, to lease tasks by")
    .option("--eta <time>", "not to be leased before: +90s, +5m, +2h, +1d or an ISO 8601 time")
    .action((queue: string, flags: InsertFlags, self: Command) =>
      insert(host, { queue, flags, self }),
    );
  return addExamples(command, [
    "leasehold tasks insert images --payload 'resize 1.jpg' --tag resize",
    "leasehold tasks insert images --payload-file job.json --id job-1 --eta +5m",
    "echo hello | leasehold tasks insert images",
  ]);
}

async function insert(
  host: Host,
  { queue: taskqueue, flags, self }: { queue: string; flags: InsertFlags; self: Command },
): Promise<void> {
  const eta = flags.eta === undefined ? undefined : parseMoment(flags.eta, Date.now());
  const payloadBase64 = await readPayload(host, flags);
  const { project, ...connection } = await connectToProject(host, self);
  const client = await openTaskqueue(connection);
  const task = await client.tasks.insert(
    { project, taskqueue },
    {
      body: {
        payloadBase64,
        queueName: taskqueue,
        ...(flags.id !== undefined && { id: flags.id }),
        ...(flags.tag !== undefined && { tag: flags.tag }),
        ...(eta !== undefined && { leaseTimestamp: eta }),
      },
    },
  );
  printResource(
    host,
    connection.settings,
    task,
    ({ id }) => `Inserted the task ${id} into ${taskqueue}.`,
  );
}
