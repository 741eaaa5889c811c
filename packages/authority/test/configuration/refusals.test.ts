import { describe, expect, it } from "vitest";
import { refusal } from "../support/configuration-files.ts";

const project = (rest: string): string => `projects: [{ id: acme, ${rest} }]`;
const client = (rest: string): string => project(`oauthClients: [{ id: c, ${rest} }]`);
const consumer = (rest: string): string => project(`oauthConsumers: [{ key: c, ${rest} }]`);
const apiKey = (rest: string): string => project(`apiKeys: [{ key: k, ${rest} }]`);
const account = (keys: string): string =>
  project(`serviceAccounts: [{ email: w@acme.example, keys: [${keys}] }]`);
const issuer = (rest: string): string =>
  `trustedIssuers: [{ project: acme, audience: a, serviceAccount: w@a.example, ${rest} }]`;
const issuerRest = "issuer: https://ci.example.com, subjects: [s]";

const refused: [name: string, yaml: string, code: string, path: string][] = [
  ["YAML that is none", "users: [", "yaml_invalid", ""],
  ["a key twice", "users: []\nusers: []", "yaml_invalid", ""],
  ["a list at the top", "[]", "wrong_type", ""],
  ["an unknown key at the top", "user: []", "unknown_key", "user"],
  [
    "a consumer scope that is no word of ours",
    "consumerScope: all",
    "value_invalid",
    "consumerScope",
  ],
  ["users that are no list", "users: {}", "wrong_type", "users"],
  ["a user that is no map", "users: [ada]", "wrong_type", "users[0]"],
  ["a user without e-mail", "users: [{ name: Ada }]", "value_missing", "users[0].email"],
  ["a user's unknown key", "users: [{ email: a@b, mail: c }]", "unknown_key", "users[0].mail"],
  ["an e-mail without @", "users: [{ email: ada }]", "value_invalid", "users[0].email"],
  [
    "a password that is a number",
    "users: [{ email: a@b, password: 1234 }]",
    "wrong_type",
    "users[0].password",
  ],
  [
    "an empty password",
    'users: [{ email: a@b, password: "" }]',
    "value_invalid",
    "users[0].password",
  ],
  [
    "a password of more than 1024 characters",
    `users: [{ email: a@b, password: "${"x".repeat(1025)}" }]`,
    "value_invalid",
    "users[0].password",
  ],
  [
    "admin that is no boolean",
    "users: [{ email: a@b, admin: yes }]",
    "wrong_type",
    "users[0].admin",
  ],
  ["a user twice", "users: [{ email: a@b }, { email: A@B }]", "duplicate", "users[1]"],
  [
    "a user and a service account with one e-mail",
    "users: [{ email: a@b }]\nprojects: [{ id: p, serviceAccounts: [{ email: a@b }] }]",
    "duplicate",
    "projects[0].serviceAccounts[0]",
  ],
  ["a project without id", "projects: [{ name: Acme }]", "value_missing", "projects[0].id"],
  ["a project's unknown key", project("queue: []"), "unknown_key", "projects[0].queue"],
  [
    "a project id with a partition prefix",
    "projects: [{ id: s~acme }]",
    "value_invalid",
    "projects[0].id",
  ],
  ["the built-in project's id", "projects: [{ id: leasehold }]", "value_invalid", "projects[0].id"],
  ["the built-in project's number", project('number: "1"'), "value_invalid", "projects[0].number"],
  [
    "a project number that is no text",
    project("number: 123456789012"),
    "wrong_type",
    "projects[0].number",
  ],
  [
    "a project number with letters",
    project('number: "12a"'),
    "value_invalid",
    "projects[0].number",
  ],
  ["a project twice", "projects: [{ id: a }, { id: a }]", "duplicate", "projects[1]"],
  [
    "a project number twice",
    'projects: [{ id: a, number: "7" }, { id: b, number: "7" }]',
    "duplicate",
    "projects[1].number",
  ],
  [
    "a member without role",
    project("members: [{ email: a@b }]"),
    "value_missing",
    "projects[0].members[0].role",
  ],
  [
    "an unknown role",
    project("members: [{ email: a@b, role: boss }]"),
    "value_invalid",
    "projects[0].members[0].role",
  ],
  [
    "a member twice",
    project("members: [{ email: a@b, role: owner }, { email: a@b, role: viewer }]"),
    "duplicate",
    "projects[0].members[1]",
  ],
  ["an unknown service", project("services: [mail]"), "value_invalid", "projects[0].services[0]"],
  [
    "a service twice",
    project("services: [taskqueue, taskqueue]"),
    "duplicate",
    "projects[0].services[1]",
  ],
  ["a client without type", client("name: C"), "value_missing", "projects[0].oauthClients[0].type"],
  [
    "an unknown client type",
    client("type: mobile"),
    "value_invalid",
    "projects[0].oauthClients[0].type",
  ],
  [
    "a client's unknown key",
    client("type: device, redirectUri: a"),
    "unknown_key",
    "projects[0].oauthClients[0].redirectUri",
  ],
  [
    "a web client without secret",
    client("type: web"),
    "value_missing",
    "projects[0].oauthClients[0].secret",
  ],
  [
    "a browser client with secret",
    client("type: browser, secret: s"),
    "value_invalid",
    "projects[0].oauthClients[0].secret",
  ],
  [
    "outOfBand that is no boolean",
    client("type: installed, outOfBand: 1"),
    "wrong_type",
    "projects[0].oauthClients[0].outOfBand",
  ],
  [
    "a relative redirect URI",
    client("type: installed, redirectUris: [/cb]"),
    "value_invalid",
    "projects[0].oauthClients[0].redirectUris[0]",
  ],
  [
    "an http redirect URI off loopback",
    client('type: installed, redirectUris: ["http://a.example/cb"]'),
    "value_invalid",
    "projects[0].oauthClients[0].redirectUris[0]",
  ],
  [
    "a redirect URI that only looks like loopback",
    client('type: installed, redirectUris: ["http://127.evil.example/cb"]'),
    "value_invalid",
    "projects[0].oauthClients[0].redirectUris[0]",
  ],
  [
    "a redirect URI of another scheme",
    client('type: installed, redirectUris: ["javascript:alert(1)"]'),
    "value_invalid",
    "projects[0].oauthClients[0].redirectUris[0]",
  ],
  [
    "a redirect URI with a fragment",
    client('type: installed, redirectUris: ["https://a.example/cb#x"]'),
    "value_invalid",
    "projects[0].oauthClients[0].redirectUris[0]",
  ],
  [
    "a redirect URI with an empty fragment",
    client('type: installed, redirectUris: ["https://a.example/cb#"]'),
    "value_invalid",
    "projects[0].oauthClients[0].redirectUris[0]",
  ],
  [
    "a redirect URI with a password",
    client('type: installed, redirectUris: ["https://u:p@a.example/cb"]'),
    "value_invalid",
    "projects[0].oauthClients[0].redirectUris[0]",
  ],
  [
    "out-of-band among redirect URIs",
    client('type: installed, redirectUris: ["urn:ietf:wg:oauth:2.0:oob"]'),
    "value_invalid",
    "projects[0].oauthClients[0].redirectUris[0]",
  ],
  [
    "an origin with a path",
    client('type: browser, javascriptOrigins: ["https://a.example/"]'),
    "value_invalid",
    "projects[0].oauthClients[0].javascriptOrigins[0]",
  ],
  [
    "a client twice, in two projects",
    "projects: [{ id: a, oauthClients: [{ id: c, type: device }] }, { id: b, oauthClients: [{ id: c, type: device }] }]",
    "duplicate",
    "projects[1].oauthClients[0]",
  ],
  [
    "a service account's key without file",
    account("{ id: k }"),
    "value_missing",
    "projects[0].serviceAccounts[0].keys[0].publicKeyFile",
  ],
  [
    "a key file that is not there",
    account("{ id: k, publicKeyFile: gone.pem }"),
    "file_unreadable",
    "projects[0].serviceAccounts[0].keys[0].publicKeyFile",
  ],
  [
    "a key file without a key",
    account("{ id: k, publicKeyFile: nonsense.txt }"),
    "value_invalid",
    "projects[0].serviceAccounts[0].keys[0].publicKeyFile",
  ],
  [
    "a private key",
    account("{ id: k, publicKeyFile: private.pem }"),
    "value_invalid",
    "projects[0].serviceAccounts[0].keys[0].publicKeyFile",
  ],
  [
    "a key that is too short",
    account("{ id: k, publicKeyFile: short.pub.pem }"),
    "value_invalid",
    "projects[0].serviceAccounts[0].keys[0].publicKeyFile",
  ],
  [
    "a key that is no RSA key",
    account("{ id: k, publicKeyFile: ec.pub.pem }"),
    "value_invalid",
    "projects[0].serviceAccounts[0].keys[0].publicKeyFile",
  ],
  [
    "a key id twice",
    account("{ id: k, publicKeyFile: worker.pub.pem }, { id: k, publicKeyFile: worker.pub.pem }"),
    "duplicate",
    "projects[0].serviceAccounts[0].keys[1].id",
  ],
  [
    "a consumer without secret and certificate",
    consumer("realm: https://a.example/"),
    "value_missing",
    "projects[0].oauthConsumers[0]",
  ],
  [
    "a consumer whose key looks like a service account, which delegations tell by its name",
    project("oauthConsumers: [{ key: w@acme.example, secret: s, realm: https://c.example/ }]"),
    "value_invalid",
    "projects[0].oauthConsumers[0].key",
  ],
  [
    "a consumer whose key is what a person's consent to an OpenID site is kept under",
    project(
      'oauthConsumers: [{ key: "openid:https://a.example/", secret: s, realm: "https://b.example/" }]',
    ),
    "value_invalid",
    "projects[0].oauthConsumers[0].key",
  ],
  [
    "a consumer without realm",
    consumer("secret: s"),
    "value_missing",
    "projects[0].oauthConsumers[0].realm",
  ],
  [
    "a realm that is no address",
    consumer("secret: s, realm: a.example"),
    "value_invalid",
    "projects[0].oauthConsumers[0].realm",
  ],
  [
    "a certificate that does not parse",
    consumer("certificateFile: nonsense.txt, realm: https://a.example/"),
    "value_invalid",
    "projects[0].oauthConsumers[0].certificateFile",
  ],
  [
    "a certificate whose key is too short to verify with",
    consumer("certificateFile: short.crt.pem, realm: https://a.example/"),
    "value_invalid",
    "projects[0].oauthConsumers[0].certificateFile",
  ],
  [
    "a public key for a certificate",
    consumer("certificateFile: worker.pub.pem, realm: https://a.example/"),
    "value_invalid",
    "projects[0].oauthConsumers[0].certificateFile",
  ],
  ["an API key without kind", apiKey("name: K"), "value_missing", "projects[0].apiKeys[0].kind"],
  [
    "an API key with a space",
    project('apiKeys: [{ key: "a b", kind: server }]'),
    "value_invalid",
    "projects[0].apiKeys[0].key",
  ],
  [
    "an IP lock that is no block",
    apiKey('kind: server, allowedIps: ["127.0.0.1/33"]'),
    "value_invalid",
    "projects[0].apiKeys[0].allowedIps[0]",
  ],
  [
    "an IP lock that is a name",
    apiKey("kind: server, allowedIps: [localhost]"),
    "value_invalid",
    "projects[0].apiKeys[0].allowedIps[0]",
  ],
  [
    "an IP lock on a browser key",
    apiKey("kind: browser, allowedIps: [127.0.0.1]"),
    "value_invalid",
    "projects[0].apiKeys[0].allowedIps",
  ],
  [
    "a referer lock on a server key",
    apiKey('kind: server, allowedReferers: ["a.example/*"]'),
    "value_invalid",
    "projects[0].apiKeys[0].allowedReferers",
  ],
  [
    "a referer lock that is no pattern",
    apiKey('kind: browser, allowedReferers: ["ftp://a.example/*"]'),
    "value_invalid",
    "projects[0].apiKeys[0].allowedReferers[0]",
  ],
  [
    "an API key twice",
    project("apiKeys: [{ key: k, kind: server }, { key: k, kind: browser }]"),
    "duplicate",
    "projects[0].apiKeys[1]",
  ],
  [
    "a queue's unknown key",
    project("queues: [{ name: q, deadLetterQueue: d }]"),
    "unknown_key",
    "projects[0].queues[0].deadLetterQueue",
  ],
  [
    "a queue twice",
    project("queues: [{ name: q }, { name: q }]"),
    "duplicate",
    "projects[0].queues[1]",
  ],
  [
    "a delegation without scopes",
    "delegations: [{ domain: a.example, client: c }]",
    "value_missing",
    "delegations[0].scopes",
  ],
  [
    "a delegation with no scope",
    "delegations: [{ domain: a.example, client: c, scopes: [] }]",
    "value_missing",
    "delegations[0].scopes",
  ],
  [
    "a delegation of an unknown scope",
    "delegations: [{ domain: a.example, client: c, scopes: [all] }]",
    "value_invalid",
    "delegations[0].scopes[0]",
  ],
  [
    "a delegation's domain that is an address",
    "delegations: [{ domain: a@b, client: c, scopes: [email] }]",
    "value_invalid",
    "delegations[0].domain",
  ],
  [
    "a delegation twice",
    "delegations: [{ domain: a.example, client: c, scopes: [email] }, { domain: a.example, client: c, scopes: [openid] }]",
    "duplicate",
    "delegations[1]",
  ],
  ["an issuer without keys", issuer(issuerRest), "value_missing", "trustedIssuers[0]"],
  [
    "an issuer with a file and an address of keys",
    issuer(`${issuerRest}, jwksFile: ci.jwks.json, jwksUri: https://a.example/`),
    "value_missing",
    "trustedIssuers[0]",
  ],
  [
    "an issuer's keys that are none",
    issuer(`${issuerRest}, jwksFile: nonsense.txt`),
    "value_invalid",
    "trustedIssuers[0].jwksFile",
  ],
  [
    "an issuer's private keys",
    issuer(`${issuerRest}, jwksFile: private.jwks.json`),
    "value_invalid",
    "trustedIssuers[0].jwksFile",
  ],
  [
    "an issuer on plain http",
    issuer("issuer: http://ci.example.com, subjects: [s], jwksFile: ci.jwks.json"),
    "value_invalid",
    "trustedIssuers[0].issuer",
  ],
  [
    "an issuer without subjects",
    issuer("issuer: https://ci.example.com, subjects: [], jwksFile: ci.jwks.json"),
    "value_missing",
    "trustedIssuers[0].subjects",
  ],
  ["an unknown way to sign in", "signIn: { saml: {} }", "unknown_key", "signIn.saml"],
  [
    "OpenID Connect without client",
    "signIn: { oidc: { issuer: https://a.example } }",
    "value_missing",
    "signIn.oidc.clientId",
  ],
];

describe("parseConfiguration refuses", () => {
  it.each(refused)("%s", (_name, yaml, code, path) => {
    const error = refusal(yaml);
    expect({ code: error.code, path: error.path }).toEqual({ code, path });
  });

  it("a file of more than 4 Mi characters", () => {
    expect(refusal(`# ${"x".repeat(4 * 1024 * 1024)}`).code).toBe("yaml_invalid");
  });
});
