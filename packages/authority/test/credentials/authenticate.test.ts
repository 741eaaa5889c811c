import { describe, expect, it } from "vitest";
import type { Authentication, CredentialRequest } from "../../src/authority.ts";
import { createAuthenticate } from "../../src/lib/credentials/authenticate.ts";
import { writeJsonList } from "../../src/lib/database/json-list.ts";
import { secretHash } from "../../src/lib/keyring.ts";
import { bareRequest } from "../support/bare-request.ts";
import { openTestContext, type OpenedContext } from "../support/open-test-context.ts";

const scope = "https://www.googleapis.com/auth/taskqueue";
const token = "ya29.good";

const ada: Authentication = {
  ok: true,
  caller: {
    application: { kind: "oauth-client", id: "web-client", name: "Acme Web", project: "acme" },
    user: "ada@example.com",
    administrator: true,
    scopes: new Set([scope]),
  },
};

interface Opened extends OpenedContext {
  authenticate: ReturnType<typeof createAuthenticate>;
}

/** The whole example, with one access token of web-client that acts as Ada. */
async function open(): Promise<Opened> {
  const opened = await openTestContext();
  await opened.applyExample();
  await opened.addToken(token);
  return { ...opened, authenticate: createAuthenticate(opened.context, opened.memory) };
}

function query(text: string): { query: URLSearchParams } {
  return { query: new URLSearchParams(text) };
}

function form(text: string): { form: URLSearchParams } {
  return { form: new URLSearchParams(text) };
}

const accepted: [name: string, request: Partial<CredentialRequest>][] = [
  ["Authorization: Bearer", { authorization: `Bearer ${token}` }],
  ["a scheme in lower case", { authorization: `bearer ${token}` }],
  ["spaces around the token", { authorization: `Bearer   ${token} ` }],
  ["Authorization: OAuth", { authorization: `OAuth ${token}` }],
  ["access_token in the query", query(`access_token=${token}`)],
  ["oauth_token in the query", query(`oauth_token=${token}`)],
  ["access_token in the form", form(`access_token=${token}`)],
  ["oauth_token in the form", form(`oauth_token=${token}`)],
  ["the same token twice", { authorization: `Bearer ${token}`, ...query(`access_token=${token}`) }],
  [
    "an empty access_token beside the header",
    { authorization: `Bearer ${token}`, ...query("access_token=&key=") },
  ],
  ["other parameters", { authorization: `Bearer ${token}`, ...query("numTasks=1&leaseSecs=60") }],
  [
    "the server key from its address",
    { authorization: `Bearer ${token}`, ...query("key=acme-server-key") },
  ],
  [
    "the server key in the header",
    { authorization: `Bearer ${token}`, apiKeyHeader: "acme-server-key" },
  ],
  [
    "the server key in the form",
    { authorization: `Bearer ${token}`, ...form("key=acme-server-key") },
  ],
  [
    "the same key twice",
    {
      authorization: `Bearer ${token}`,
      apiKeyHeader: "acme-server-key",
      ...query("key=acme-server-key"),
    },
  ],
  [
    "the server key from its address written as IPv6",
    {
      authorization: `Bearer ${token}`,
      apiKeyHeader: "acme-server-key",
      remoteAddress: "::ffff:127.0.0.1",
    },
  ],
  [
    "the browser key from its page",
    {
      authorization: `Bearer ${token}`,
      apiKeyHeader: "acme-browser-key",
      referer: "http://127.0.0.1:9005/app?x=1",
      remoteAddress: "203.0.113.7",
    },
  ],
];

const messages: Record<string, string> = {
  credential_missing: "Login Required",
  credential_invalid: "Invalid Credentials",
  credentials_conflict:
    "The request has more than one credential, and they differ. Send one access token, in one place, and at most one API key.",
  key_without_user:
    "Login Required. An API key does not say who calls: all requests must be authorized by an authenticated user. Send an access token too.",
  key_invalid:
    "The API key is unknown, was deleted, or belongs to another project than the application. The console shows a project's keys under API Access.",
  key_locked:
    "The API key may not be used from this address or page. The console shows and changes where it may be used under API Access.",
};

/** With the message where it is another than the failure's usual one. */
const refused: [
  name: string,
  request: Partial<CredentialRequest>,
  failure: string,
  message?: string,
][] = [
  ["no credential", {}, "credential_missing"],
  ["empty parameters alone", query("access_token=&oauth_token=&key="), "credential_missing"],
  ["garbage", { authorization: "Bearer garbage" }, "credential_invalid"],
  ["an empty Bearer", { authorization: "Bearer " }, "credential_invalid"],
  [
    "a token of 9000 characters",
    { authorization: `Bearer ${"x".repeat(9000)}` },
    "credential_invalid",
  ],
  [
    "Basic",
    { authorization: "Basic YTpi" },
    "credential_invalid",
    "Invalid Credentials: the Authorization header is of an unknown scheme. Send an OAuth 2.0 access token as Authorization: Bearer.",
  ],
  [
    "two tokens",
    { authorization: `Bearer ${token}`, ...query("access_token=ya29.other") },
    "credentials_conflict",
  ],
  [
    "two tokens in one query",
    query(`access_token=${token}&access_token=ya29.other`),
    "credentials_conflict",
  ],
  [
    "a query's and a form's token",
    { ...query("oauth_token=a"), ...form("oauth_token=b") },
    "credentials_conflict",
  ],
  [
    "a token beside OAuth 1.0",
    { authorization: `Bearer ${token}`, ...query("oauth_signature=s") },
    "credentials_conflict",
  ],
  [
    "Basic beside a token",
    { authorization: "Basic YTpi", ...query(`access_token=${token}`) },
    "credentials_conflict",
  ],
  [
    "two API keys",
    {
      authorization: `Bearer ${token}`,
      apiKeyHeader: "acme-server-key",
      ...query("key=acme-browser-key"),
    },
    "credentials_conflict",
  ],
  ["a key alone", query("key=acme-server-key"), "key_without_user"],
  ["a key alone in the header", { apiKeyHeader: "acme-server-key" }, "key_without_user"],
  ["an unknown key alone", { apiKeyHeader: "no-such-key" }, "key_without_user"],
  [
    "an unknown key",
    { authorization: `Bearer ${token}`, apiKeyHeader: "no-such-key" },
    "key_invalid",
  ],
  [
    "another project's key",
    { authorization: `Bearer ${token}`, apiKeyHeader: "other-key" },
    "key_invalid",
  ],
  [
    "a bad token beside a bad key",
    { authorization: "Bearer garbage", apiKeyHeader: "no-such-key" },
    "credential_invalid",
  ],
  [
    "the server key from elsewhere",
    {
      authorization: `Bearer ${token}`,
      apiKeyHeader: "acme-server-key",
      remoteAddress: "127.0.0.2",
    },
    "key_locked",
  ],
  [
    "the server key from an IPv6 address",
    { authorization: `Bearer ${token}`, apiKeyHeader: "acme-server-key", remoteAddress: "::1" },
    "key_locked",
  ],
  [
    "the browser key from another page",
    {
      authorization: `Bearer ${token}`,
      apiKeyHeader: "acme-browser-key",
      referer: "http://127.0.0.1:9006/",
    },
    "key_locked",
  ],
  [
    "the browser key without a referer",
    { authorization: `Bearer ${token}`, apiKeyHeader: "acme-browser-key" },
    "key_locked",
  ],
];

describe("authenticate", () => {
  it("accepts a token wherever it may stand, with and without a key", async () => {
    await using opened = await open();
    const answers: Record<string, Authentication> = {};
    for (const [name, request] of accepted) {
      answers[name] = await opened.authenticate({ ...bareRequest, ...request });
    }
    expect(answers).toEqual(Object.fromEntries(accepted.map(([name]) => [name, ada])));
  });

  it("refuses what is no credential, each with its reason", async () => {
    await using opened = await open();
    await opened.apply("projects: [{ id: other, apiKeys: [{ key: other-key, kind: server }] }]");
    const answers: Record<string, Authentication> = {};
    for (const [name, request] of refused) {
      answers[name] = await opened.authenticate({ ...bareRequest, ...request });
    }
    const expected = refused.map(([name, , failure, message]) => [
      name,
      { ok: false, failure, message: message ?? messages[failure] },
    ]);
    expect(answers).toEqual(Object.fromEntries(expected));
  });

  it("answers without a promise what it remembers, and the very same object", async () => {
    await using opened = await open();
    const request = { ...bareRequest, authorization: `Bearer ${token}` };
    const first = await opened.authenticate(request);
    expect(opened.authenticate(request)).toBe(first);
    const withKey = { ...request, apiKeyHeader: "acme-server-key" };
    await opened.authenticate(withKey);
    expect(opened.authenticate(withKey)).toBe(first);
  });

  it("refuses an expired token to the millisecond, remembered or not", async () => {
    await using opened = await open();
    await opened.addToken("ya29.brief", { expires_at_ms: opened.clock.now() + 3000 });
    await opened.addToken("ya29.unseen", { expires_at_ms: opened.clock.now() + 3000 });
    const ok = async (text: string): Promise<boolean> =>
      (await opened.authenticate({ ...bareRequest, authorization: `Bearer ${text}` })).ok;
    expect(await ok("ya29.brief")).toBe(true);
    opened.clock.advance(2999);
    expect(await ok("ya29.brief")).toBe(true);
    opened.clock.advance(1);
    expect(await ok("ya29.brief")).toBe(false);
    expect(await ok("ya29.unseen")).toBe(false);
  });

  it("refuses a revoked token at once in this process, and within 5 seconds in another", async () => {
    await using opened = await open();
    const request = { ...bareRequest, authorization: `Bearer ${token}` };
    expect((await opened.authenticate(request)).ok).toBe(true);
    await opened.context.database.deleteFrom("tokens").execute();
    opened.clock.advance(4999);
    expect((await opened.authenticate(request)).ok).toBe(true);
    opened.clock.advance(1);
    expect((await opened.authenticate(request)).ok).toBe(false);

    await opened.addToken("ya29.second");
    const second = { ...bareRequest, authorization: "Bearer ya29.second" };
    expect((await opened.authenticate(second)).ok).toBe(true);
    await opened.context.database.deleteFrom("tokens").execute();
    opened.context.forget({ type: "token", tokenHash: secretHash("ya29.second") });
    expect((await opened.authenticate(second)).ok).toBe(false);
  });

  it("forgets the tokens of a grant, and of no other", async () => {
    await using opened = await open();
    const { database, now } = opened.context;
    const user = await database.selectFrom("users").select("id").executeTakeFirstOrThrow();
    for (const id of ["one", "two"]) {
      await database
        .insertInto("grants")
        .values({
          id,
          user_id: user.id,
          client_id: id === "one" ? "web-client" : "spa-client",
          scopes: writeJsonList([scope]),
          created_at_ms: now(),
          updated_at_ms: now(),
        })
        .execute();
      await opened.addToken(`ya29.${id}`, { grant_id: id });
    }
    const one = { ...bareRequest, authorization: "Bearer ya29.one" };
    const two = { ...bareRequest, authorization: "Bearer ya29.two" };
    await opened.authenticate(one);
    const known = await opened.authenticate(two);
    await database.deleteFrom("grants").where("id", "=", "one").execute();
    opened.context.forget({ type: "grant", grantId: "one" });
    expect(opened.authenticate(two)).toBe(known);
    expect((await opened.authenticate(one)).ok).toBe(false);
  });

  it("does not remember a token that was revoked while it was being read", async () => {
    await using opened = await open();
    const request = { ...bareRequest, authorization: `Bearer ${token}` };
    const reading = opened.authenticate(request);
    opened.context.forget({ type: "token", tokenHash: secretHash(token) });
    await reading;
    await opened.context.database.deleteFrom("tokens").execute();
    expect((await opened.authenticate(request)).ok).toBe(false);
  });

  it("takes a token that was made a moment after it was refused", async () => {
    await using opened = await open();
    const request = { ...bareRequest, authorization: "Bearer ya29.later" };
    expect((await opened.authenticate(request)).ok).toBe(false);
    await opened.addToken("ya29.later");
    expect((await opened.authenticate(request)).ok).toBe(true);
  });

  it("refuses a refresh token", async () => {
    await using opened = await open();
    await opened.addToken("1//refresh", { kind: "refresh" });
    const request = { ...bareRequest, authorization: "Bearer 1//refresh" };
    expect((await opened.authenticate(request)).ok).toBe(false);
  });

  it("knows a service account's token, for itself and for a user", async () => {
    await using opened = await open();
    const worker = "worker@acme.example.com";
    const kind = { client_id: worker, application_kind: "service-account" as const };
    await opened.addToken("ya29.self", { ...kind, subject: worker });
    await opened.addToken("ya29.ada", { ...kind, subject: "ada@example.com" });
    const application = { kind: "service-account", id: worker, name: "worker", project: "acme" };
    expect(
      await opened.authenticate({ ...bareRequest, authorization: "Bearer ya29.self" }),
    ).toEqual({
      ok: true,
      caller: { application, user: worker, administrator: false, scopes: new Set([scope]) },
    });
    expect(await opened.authenticate({ ...bareRequest, authorization: "Bearer ya29.ada" })).toEqual(
      {
        ok: true,
        caller: {
          application,
          user: "ada@example.com",
          administrator: true,
          scopes: new Set([scope]),
        },
      },
    );
  });

  it("refuses a token whose application or user is no more", async () => {
    await using opened = await open();
    await opened.addToken("ya29.nobody", { subject: "nobody@example.com" });
    await opened.addToken("ya29.no-client", { client_id: "gone" });
    for (const text of ["ya29.nobody", "ya29.no-client"]) {
      const answer = await opened.authenticate({ ...bareRequest, authorization: `Bearer ${text}` });
      expect(answer).toMatchObject({ ok: false, failure: "credential_invalid" });
    }
  });

  it("refuses a deleted key at once", async () => {
    await using opened = await open();
    const request = {
      ...bareRequest,
      authorization: `Bearer ${token}`,
      apiKeyHeader: "acme-server-key",
    };
    expect((await opened.authenticate(request)).ok).toBe(true);
    await opened.context.database.deleteFrom("api_keys").execute();
    opened.context.forget({ type: "everything" });
    expect(await opened.authenticate(request)).toMatchObject({ ok: false, failure: "key_invalid" });
  });

  it("takes a key without locks from anywhere", async () => {
    await using opened = await open();
    await opened.apply("projects: [{ id: acme, apiKeys: [{ key: free-key, kind: server }] }]");
    const request = {
      ...bareRequest,
      authorization: `Bearer ${token}`,
      apiKeyHeader: "free-key",
      remoteAddress: "2001:db8::7",
    };
    expect((await opened.authenticate(request)).ok).toBe(true);
  });
});
