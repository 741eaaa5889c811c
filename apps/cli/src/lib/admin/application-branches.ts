import type { AdminBranch } from "./admin-command.ts";

/** The applications of a project, and what they are known by. */
export const applicationBranches: readonly AdminBranch[] = [
  {
    name: "clients",
    about: "register applications that use OAuth 2.0",
    commands: [
      {
        name: "list",
        method: "clients.list",
        about: "list the OAuth 2.0 clients of the project",
        columns: ["id", "name", "type", "hasSecret"],
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
        columns: ["id", "name", "type", "key"],
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
];
