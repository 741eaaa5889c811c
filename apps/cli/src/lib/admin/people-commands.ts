import type { AdminBranch } from "./admin-branch.ts";

/** People, and what applications may do in their names. */
export const peopleCommands: readonly AdminBranch[] = [
  {
    name: "delegations",
    about: "let applications act for whole domains (administrators)",
    commands: [
      {
        name: "list",
        method: "delegations.list",
        about: "list what applications may do in the name of domains",
        columns: ["domain", "client", "scopes"],
      },
      {
        name: "create",
        method: "delegations.create",
        about: "let an application act for all users of a domain",
        example:
          "--domain example.com --client app.example.com --scopes https://www.googleapis.com/auth/taskqueue",
      },
      {
        name: "patch",
        method: "delegations.patch",
        about: "change what an application may do in the name of a domain",
        example:
          "example.com app.example.com --scopes https://www.googleapis.com/auth/taskqueue.consumer",
      },
      {
        name: "delete",
        method: "delegations.delete",
        about: "end what an application may do in the name of a domain",
        loses: "The application may no longer act for the domain's users",
        example: "example.com app.example.com",
      },
    ],
  },
  {
    name: "users",
    about: "invite people, make administrators (administrators)",
    commands: [
      {
        name: "list",
        method: "users.list",
        about: "list the users",
        columns: ["email", "name", "administrator", "hasPassword"],
      },
      { name: "get", method: "users.get", about: "print a user", example: "bob@example.com" },
      {
        name: "create",
        method: "users.create",
        about: "make a user; prints the link to set a password with, once",
        argument: "email",
        example: "bob@example.com --name Bob",
      },
      {
        name: "patch",
        method: "users.patch",
        fixed: ["email"],
        about: "change the name of a user, or whether they are an administrator",
        example: "bob@example.com --administrator",
      },
      {
        name: "reset-password",
        method: "users.resetPassword",
        about: "print a link to set a new password with, once",
        example: "bob@example.com",
      },
      {
        name: "delete",
        method: "users.delete",
        about: "delete a user with sessions, tokens and memberships",
        loses: "This deletes the user, whose sessions and tokens end",
        example: "bob@example.com",
      },
    ],
  },
  {
    name: "grants",
    about: "see and end what applications may do with your account",
    commands: [
      {
        name: "list",
        method: "grants.list",
        about: "list the applications with access to your account",
        columns: ["id", "applicationName", "protocol", "scopeDescriptions"],
      },
      {
        name: "revoke",
        method: "grants.revoke",
        about: "take an application's access away",
        loses: "The application loses its access to your account",
        example: "GRANT_ID",
      },
    ],
  },
];
