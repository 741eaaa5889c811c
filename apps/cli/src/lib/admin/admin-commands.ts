import type { AdminBranch } from "./admin-branch.ts";
import type { AdminCommand } from "./admin-command.ts";
import { applicationCommands } from "./application-commands.ts";
import { peopleCommands } from "./people-commands.ts";
import { projectCommands } from "./project-commands.ts";
import { usageCommands } from "./usage-commands.ts";

/** Every branch of its own. */
export const adminBranches: readonly AdminBranch[] = [
  ...projectCommands,
  ...applicationCommands,
  ...peopleCommands,
  ...usageCommands,
];

/** What is added to branches that do more. */
export const moreCommands: Record<string, readonly AdminCommand[]> = {
  queues: [
    {
      name: "create",
      method: "queues.create",
      about: "make a queue",
      argument: "name",
      example: "images --max-leases 7",
    },
    {
      name: "patch",
      method: "queues.patch",
      fixed: ["name"],
      about: "change a queue's settings; those not given stay",
      example: "images --max-leases 3",
    },
    {
      name: "export",
      method: "queues.export",
      about: "write the project's queues as a queue.yaml",
      out: "queueYaml",
      example: "--out queue.yaml",
    },
    {
      name: "statistics",
      method: "queues.statistics",
      about: "print live figures of queues, up to 100 at once",
      columns: [
        "queue",
        "totalTasks",
        "leasedTasks",
        "delayedTasks",
        "oldestAgeSeconds",
        "leasedLastMinute",
      ],
      example: "--queue images --queue mail",
    },
  ],
  tasks: [
    {
      name: "move",
      method: "tasks.move",
      about: "move a task to another queue, as from a dead-letter queue back to its own",
      example: "images-dead 4f1d0c5b9a3e2718",
    },
  ],
};
