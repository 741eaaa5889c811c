import type { AdminCommand } from "./admin-command.ts";

/** Commands of `queues` and `tasks` that are methods of the administration API. */
export const queueCommands: Record<"create" | "patch" | "export" | "statistics", AdminCommand> = {
  create: {
    name: "create",
    method: "queues.create",
    about: "make a queue",
    argument: "name",
    example: "images --max-leases 7",
  },
  patch: {
    name: "patch",
    method: "queues.patch",
    fixed: ["name"],
    about: "change a queue's settings; those not given stay",
    example: "images --max-leases 3",
  },
  export: {
    name: "export",
    method: "queues.export",
    about: "write the project's queues as a queue.yaml",
    out: "queueYaml",
    example: "--out queue.yaml",
  },
  statistics: {
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
};

/** The same for `tasks`. */
export const moveCommand: AdminCommand = {
  name: "move",
  method: "tasks.move",
  about: "move a task to another queue, as from a dead-letter queue back to its own",
  example: "images-dead 4f1d0c5b9a3e2718",
};
