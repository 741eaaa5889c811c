import type { AdminBranch } from "./admin-branch.ts";

/** What happened, and how much of it may. */
export const usageCommands: readonly AdminBranch[] = [
  {
    name: "quota",
    about: "see and set how much a project may call",
    commands: [
      { name: "get", method: "quotas.get", about: "print the project's limits and today's use" },
      {
        name: "patch",
        method: "quotas.patch",
        about: "change the project's limits; -1 is no limit (administrators)",
        example: "--requests-per-day 1000000 --requests-per-user-per-second 50",
      },
    ],
  },
  {
    name: "traffic",
    about: "see how often a project's applications call",
    commands: [
      {
        name: "query",
        method: "traffic.query",
        about: "count calls by method, application and status",
        columns: ["method", "application", "statusClass", "total"],
        example: "--from 2026-11-25T00:00:00Z --group-by method --group-by statusClass",
      },
    ],
  },
  {
    name: "audit",
    about: "see what was changed, and by whom",
    commands: [
      {
        name: "list",
        method: "audit.list",
        about: "list what was changed in the project, latest first",
        columns: ["time", "actor", "application", "action", "target"],
        example: "--action queue. --max-results 20",
      },
      {
        name: "list-all",
        method: "audit.listAll",
        about: "list what was changed in the whole service (administrators)",
        columns: ["time", "actor", "application", "action", "target"],
        example: "--actor ada@example.com",
      },
    ],
  },
];
