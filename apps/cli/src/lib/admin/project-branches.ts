import type { AdminBranch } from "./admin-command.ts";

/** Projects: what they are, who works on them, how much they may call and do. */
export const projectBranches: readonly AdminBranch[] = [
  {
    name: "projects",
    about: "make, see, rename and delete projects",
    commands: [
      {
        name: "list",
        method: "projects.list",
        about: "list your projects; all of them for an administrator",
        columns: ["id", "number", "name", "role", "services"],
      },
      {
        name: "get",
        method: "projects.get",
        about: "print a project",
        namesProject: true,
        example: "acme",
      },
      {
        name: "create",
        method: "projects.create",
        about: "make a project that you own",
        argument: "id",
        example: "acme --name Acme",
      },
      {
        name: "patch",
        method: "projects.patch",
        fixed: ["id", "number"],
        about: "change the name of a project",
        namesProject: true,
        example: "acme --name 'Acme Inc.'",
      },
      {
        name: "delete",
        method: "projects.delete",
        about: "delete a project with its applications, keys, queues and tasks",
        namesProject: true,
        loses: "This deletes the project with all that is in it, and cannot be undone",
        example: "acme",
      },
    ],
  },
  {
    name: "members",
    about: "say who works on a project",
    commands: [
      {
        name: "list",
        method: "members.list",
        about: "list the members of the project",
        columns: ["email", "role", "name"],
      },
      {
        name: "add",
        method: "members.add",
        about: "make somebody a member",
        argument: "email",
        example: "bob@example.com --role viewer",
      },
      {
        name: "patch",
        method: "members.patch",
        about: "change the role of a member",
        example: "bob@example.com --role editor",
      },
      {
        name: "remove",
        method: "members.remove",
        about: "remove a member",
        loses: "This removes the member",
        example: "bob@example.com",
      },
    ],
  },
  {
    name: "services",
    about: "switch services on and off for a project",
    commands: [
      {
        name: "list",
        method: "services.list",
        about: "list the services and whether they are on",
        columns: ["name", "title", "enabled"],
      },
      {
        name: "enable",
        method: "services.enable",
        about: "switch a service on",
        example: "taskqueue",
      },
      {
        name: "disable",
        method: "services.disable",
        about: "switch a service off: calls of the project's applications are refused at once",
        loses: "The project's applications will be refused by the service",
        example: "taskqueue",
      },
    ],
  },
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
        columns: ["time", "actor", "action", "target", "application"],
        example: "--action queue. --max-results 20",
      },
      {
        name: "list-all",
        method: "audit.listAll",
        about: "list what was changed in the whole service (administrators)",
        columns: ["time", "actor", "action", "target", "application"],
        example: "--actor ada@example.com",
      },
    ],
  },
];
