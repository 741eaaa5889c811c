import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { files, parse, refusal } from "../support/configuration-files.ts";
import { readFixture } from "../support/open-test-context.ts";

const taskqueue = "https://www.googleapis.com/auth/taskqueue";

describe("parseConfiguration", () => {
  it("takes the example of the guide, which has every key of a project", () => {
    const guide = readFileSync(
      new URL("../../../../docs/configuration.md", import.meta.url),
      "utf8",
    );
    const [, yaml = ""] = /<!-- configuration -->\s+```yaml\n([\s\S]*?)```/.exec(guide) ?? [];
    const configuration = parse(yaml);
    expect(configuration).toMatchObject({
      consumerScope: "read-only",
      delegations: [{ domain: "example.com" }],
      trustedIssuers: [{ audience: "//leasehold/acme/ci" }],
      signIn: { oidc: { clientId: "leasehold" } },
    });
    expect(configuration.projects[0]).toMatchObject({
      quotas: { requestsPerDay: 1_000_000, requestsPerUserPerSecond: 50 },
      oauthClients: [{ type: "web" }, { type: "browser" }, { type: "installed", outOfBand: true }],
      serviceAccounts: [{ keys: [{ id: "k1" }] }],
      oauthConsumers: [{ name: "Consumer" }],
      apiKeys: [{ kind: "server" }, { kind: "browser" }],
      queues: [{ name: "images", deadLetterQueue: "images-dead" }, { name: "images-dead" }],
    });
  });

  it("reads every key of a whole leasehold.yaml", () => {
    expect(parse(readFixture("leasehold.yaml"))).toEqual({
      consumerScope: "read-only",
      users: [{ email: "ada@example.com", password: "correct-horse", name: "Ada", admin: true }],
      projects: [
        {
          id: "acme",
          number: "123456789012",
          members: [{ email: "ada@example.com", role: "owner" }],
          services: ["taskqueue"],
          oauthClients: [
            {
              id: "web-client",
              type: "web",
              name: "Acme Web",
              secret: "web-secret",
              redirectUris: ["http://127.0.0.1:9004/callback"],
              javascriptOrigins: [],
              outOfBand: false,
            },
            {
              id: "spa-client",
              type: "browser",
              name: "Acme SPA",
              redirectUris: ["http://127.0.0.1:9005/"],
              javascriptOrigins: ["http://127.0.0.1:9005"],
              outOfBand: false,
            },
            {
              id: "cli-client",
              type: "installed",
              name: "Acme CLI",
              secret: "cli-secret",
              redirectUris: [],
              javascriptOrigins: [],
              outOfBand: true,
            },
            {
              id: "tv-client",
              type: "device",
              name: "Acme TV",
              secret: "tv-secret",
              redirectUris: [],
              javascriptOrigins: [],
              outOfBand: false,
            },
          ],
          serviceAccounts: [
            {
              email: "worker@acme.example.com",
              keys: [{ id: "k1", publicKeyPem: files["worker.pub.pem"] }],
            },
          ],
          oauthConsumers: [
            {
              key: "consumer.example.com",
              secret: "consumer-secret",
              realm: "http://127.0.0.1:9004/",
            },
            {
              key: "rsa.example.com",
              certificatePem: files["rsa.crt.pem"],
              realm: "http://127.0.0.1:9004/",
            },
          ],
          apiKeys: [
            {
              key: "acme-server-key",
              kind: "server",
              name: "Server key",
              allowedIps: ["127.0.0.1/32"],
              allowedReferers: [],
            },
            {
              key: "acme-browser-key",
              kind: "browser",
              name: "Browser key",
              allowedIps: [],
              allowedReferers: ["http://127.0.0.1:9005/*"],
            },
          ],
          queues: [
            {
              name: "images",
              mode: "pull",
              maxLeases: 7,
              deadLetterQueue: "images-dead",
              acl: {
                adminEmails: [],
                consumerEmails: ["ada@example.com", "worker@acme.example.com"],
                producerEmails: ["ada@example.com"],
              },
              paused: false,
              disabled: false,
            },
            {
              name: "images-dead",
              mode: "pull",
              maxLeases: 0,
              acl: { adminEmails: [], consumerEmails: [], producerEmails: [] },
              paused: false,
              disabled: false,
            },
          ],
        },
      ],
      delegations: [
        { domain: "example.com", client: "consumer.example.com", scopes: [taskqueue] },
        { domain: "example.com", client: "worker@acme.example.com", scopes: [taskqueue] },
      ],
      trustedIssuers: [
        {
          project: "acme",
          audience: "//leasehold/acme/ci",
          issuer: "https://ci.example.com",
          jwks: JSON.stringify(JSON.parse(readFixture("ci.jwks.json"))),
          subjects: ["repo:acme/*"],
          serviceAccount: "worker@acme.example.com",
        },
      ],
      signIn: {},
    });
  });

  it("takes an empty file for a configuration that declares nothing", () => {
    const nothing = { users: [], projects: [], delegations: [], trustedIssuers: [] };
    expect(parse("{}")).toEqual(nothing);
    expect(parse("users:\nprojects: []\n")).toEqual(nothing);
  });

  it("takes anchors and aliases", () => {
    const yaml = "users:\n  - &ada { email: ada@example.com }\nprojects: []\n";
    expect(parse(yaml).users).toEqual([{ email: "ada@example.com" }]);
    const acl = "acl: [{ user_email: &a ada@example.com }, { writer_email: *a }]";
    const queue = `projects: [{ id: acme, queues: [{ name: q, mode: pull, ${acl} }] }]`;
    expect(parse(queue).projects[0]?.queues[0]?.acl).toEqual({
      adminEmails: [],
      consumerEmails: ["ada@example.com"],
      producerEmails: ["ada@example.com"],
    });
  });

  it("compares e-mail addresses in lower case", () => {
    expect(parse("users: [{ email: Ada@Example.COM }]").users).toEqual([
      { email: "ada@example.com" },
    ]);
  });

  it("reads sign-in by OpenID Connect", () => {
    const yaml =
      "signIn: { oidc: { issuer: https://id.example.com, clientId: c, clientSecret: s } }";
    expect(parse(yaml).signIn).toEqual({
      oidc: { issuer: "https://id.example.com", clientId: "c", clientSecret: "s" },
    });
  });

  it("says the path, the line and what to write", () => {
    const yaml = [
      "projects:",
      "  - id: acme",
      "    oauthClients:",
      "      - { id: a, type: installed }",
      "      - id: b",
      "        type: installed",
      "        redirectUris:",
      "          - http://app.example.com/callback",
    ].join("\n");
    const error = refusal(yaml);
    expect(error.code).toBe("value_invalid");
    expect(error.path).toBe("projects[0].oauthClients[1].redirectUris[0]");
    expect(error.line).toBe(8);
    expect(error.message).toBe(
      "projects[0].oauthClients[1].redirectUris[0], line 8: This must be an absolute https address, or http on localhost, 127.0.0.1 or [::1].",
    );
  });

  it("never tells an API key in an error", () => {
    const yaml =
      "projects: [{ id: a, apiKeys: [{ key: hush, kind: server }, { key: hush, kind: server }] }]";
    expect(refusal(yaml).message).not.toContain("hush");
  });
});
