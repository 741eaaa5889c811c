import type { AdminBranch } from "./admin-command.ts";

/** Who signs in, and what they allowed. */
export const peopleBranches: readonly AdminBranch[] = [
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
