import type { AdminCommand } from "./admin-command.ts";

/** A branch of commands that administer one kind of thing. */
export interface AdminBranch {
  name: string;
  about: string;
  commands: readonly AdminCommand[];
}

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

export const adminBranches: readonly AdminBranch[] = [
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
    name: "clients",
    about: "register applications that use OAuth 2.0",
    commands: [
      {
        name: "list",
        method: "clients.list",
        about: "list the OAuth 2.0 clients of the project",
        columns: ["id", "type", "name", "hasSecret"],
      },
      {
        name: "get",
        method: "clients.get",
        about: "print an OAuth 2.0 client",
        example: "CLIENT_ID",
      },
      {
        name: "create",
        method: "clients.create",
        about: "make an OAuth 2.0 client; its secret is shown this once",
        out: "clientSecretsFile",
        example: "--name 'My program' --type installed --out client_secrets.json",
      },
      {
        name: "patch",
        method: "clients.patch",
        fixed: ["type"],
        about: "change an OAuth 2.0 client; a list that is given replaces the one before",
        example: "CLIENT_ID --redirect-uris https://app.example.com/callback",
      },
      {
        name: "reset-secret",
        method: "clients.resetSecret",
        about: "give an OAuth 2.0 client a new secret, shown this once",
        loses: "The secret that the client has now stops working",
        out: "clientSecretsFile",
        example: "CLIENT_ID --out client_secrets.json",
      },
      {
        name: "delete",
        method: "clients.delete",
        about: "delete an OAuth 2.0 client; its tokens stop working",
        loses: "This deletes the client, and its tokens stop working",
        example: "CLIENT_ID",
      },
    ],
  },
  {
    name: "service-accounts",
    about: "make accounts for programs, and their keys",
    commands: [
      {
        name: "list",
        method: "serviceAccounts.list",
        about: "list the service accounts of the project",
        columns: ["email", "name", "uniqueId"],
      },
      {
        name: "get",
        method: "serviceAccounts.get",
        about: "print a service account",
        example: "worker@acme.leasehold.internal",
      },
      {
        name: "create",
        method: "serviceAccounts.create",
        about: "make a service account",
        argument: "accountId",
        example: "worker --name Worker",
      },
      {
        name: "patch",
        method: "serviceAccounts.patch",
        fixed: ["accountId"],
        about: "change the name of a service account",
        example: "worker@acme.leasehold.internal --name 'The worker'",
      },
      {
        name: "delete",
        method: "serviceAccounts.delete",
        about: "delete a service account and its keys",
        loses: "This deletes the account and its keys, and its tokens stop working",
        example: "worker@acme.leasehold.internal",
      },
      {
        name: "list-keys",
        method: "serviceAccounts.keys.list",
        about: "list the keys of a service account",
        columns: ["id", "createTime"],
        example: "worker@acme.leasehold.internal",
      },
      {
        name: "create-key",
        method: "serviceAccounts.keys.create",
        about: "make a key; the file with the private key is written this once",
        out: "privateKeyFile",
        example: "worker@acme.leasehold.internal --out worker.json",
      },
      {
        name: "upload-key",
        method: "serviceAccounts.keys.upload",
        about: "add a key whose private half stays with you",
        files: { publicKeyPem: "public-key" },
        example: "worker@acme.leasehold.internal --public-key worker.pub.pem",
      },
      {
        name: "delete-key",
        method: "serviceAccounts.keys.delete",
        about: "delete a key of a service account",
        loses: "What is signed with this key will be refused",
        example: "worker@acme.leasehold.internal KEY_ID",
      },
    ],
  },
  {
    name: "consumers",
    about: "register applications that use OAuth 1.0",
    commands: [
      {
        name: "list",
        method: "consumers.list",
        about: "list the OAuth 1.0 consumers of the project",
        columns: ["key", "name", "realm", "hasSecret"],
      },
      {
        name: "get",
        method: "consumers.get",
        about: "print an OAuth 1.0 consumer",
        example: "app.example.com",
      },
      {
        name: "create",
        method: "consumers.create",
        about: "make an OAuth 1.0 consumer; its secret is shown this once",
        argument: "key",
        files: { certificatePem: "certificate" },
        example: "app.example.com --realm https://app.example.com/",
      },
      {
        name: "patch",
        method: "consumers.patch",
        fixed: ["key", "certificatePem"],
        about: "change the name or the realm of an OAuth 1.0 consumer",
        example: "app.example.com --name 'The app'",
      },
      {
        name: "reset-secret",
        method: "consumers.resetSecret",
        about: "give an OAuth 1.0 consumer a new secret, shown this once",
        loses: "The secret that the consumer has now stops working",
        example: "app.example.com",
      },
      {
        name: "upload-certificate",
        method: "consumers.uploadCertificate",
        about: "set the certificate that an OAuth 1.0 consumer signs with",
        files: { certificatePem: "certificate" },
        example: "app.example.com --certificate app.crt.pem",
      },
      {
        name: "delete",
        method: "consumers.delete",
        about: "delete an OAuth 1.0 consumer; its tokens stop working",
        loses: "This deletes the consumer, and its tokens stop working",
        example: "app.example.com",
      },
    ],
  },
  {
    name: "keys",
    about: "make, lock and delete API keys",
    commands: [
      {
        name: "list",
        method: "apiKeys.list",
        about: "list the API keys of the project",
        columns: ["id", "type", "name", "key"],
      },
      { name: "get", method: "apiKeys.get", about: "print an API key", example: "KEY_ID" },
      {
        name: "create",
        method: "apiKeys.create",
        about: "make an API key",
        example: "--type server --name 'Nightly job' --allowed-ips 192.0.2.0/24",
      },
      {
        name: "patch",
        method: "apiKeys.patch",
        fixed: ["type"],
        about: "change the name or the locks of an API key; '' takes all locks away",
        example: "KEY_ID --allowed-ips ''",
      },
      {
        name: "delete",
        method: "apiKeys.delete",
        about: "delete an API key",
        loses: "Requests with this key will be refused",
        example: "KEY_ID",
      },
    ],
  },
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
