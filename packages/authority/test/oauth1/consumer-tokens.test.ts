import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bareRequest } from "../support/bare-request.ts";
import {
  accessToken,
  allowedToken,
  ask,
  callApi,
  consentPage,
  consumer,
  exchangeToken,
  otherConsumer,
  pairOf,
  paths,
  requestToken,
  type Signing,
  startConsumerService,
} from "../support/consumer.ts";
import { callback, type OAuthService, taskQueue } from "../support/oauth-service.ts";
import { postForm } from "../support/oauth-tokens.ts";
import { answerOf, newVisitor } from "../support/visitor.ts";

let service: OAuthService;
beforeAll(async () => {
  service = await startConsumerService();
});
afterAll(() => service[Symbol.asyncDispose]());

const good = { scope: taskQueue, oauth_callback: callback };

describe("the three steps of OAuth 1.0", () => {
  it("end in a token that calls the API as the user, in the scopes that were allowed", async () => {
    const visitor = newVisitor(service.origin);
    const request = await ask(service, paths.request, { parameters: good });
    expect(request.status).toBe(200);
    expect(request.values).toEqual({
      oauth_token: expect.stringMatching(/^lhq_/) as string,
      oauth_token_secret: expect.stringMatching(/^lhs_/) as string,
      oauth_callback_confirmed: "true",
    });
    const pair = pairOf(request);
    const page = await consentPage(service, pair.token, visitor);
    expect(page.text).toContain("<bdi>Print Shop</bdi> asks for access to your account");
    expect(page.text).toContain("See, insert, lease, change and delete tasks");
    expect(page.headers.get("content-security-policy")).toContain(
      "form-action 'self' http: https:;",
    );
    const answer = await visitor.submit(page, { decision: "allow" });
    expect(answer.location.startsWith(`${callback}?oauth_verifier=`)).toBe(true);
    expect(answerOf(answer)["oauth_token"]).toBe(pair.token);
    const verifier = answerOf(answer)["oauth_verifier"] ?? "";
    const access = await exchangeToken(service, { ...pair, verifier });
    expect(access.status).toBe(200);
    expect(Object.keys(access.values)).toEqual(["oauth_token", "oauth_token_secret"]);
    expect(await callApi(service, pairOf(access))).toMatchObject({
      ok: true,
      caller: {
        application: { kind: "oauth-consumer", id: "consumer.example.com", project: "acme" },
        user: "ada@example.com",
        scopes: new Set([taskQueue]),
      },
    });
  });

  it.each(["header", "query", "form"] as const)(
    "take everything in the %s",
    async (transmission) => {
      const pair = await requestToken(service, { transmission });
      expect(pair.token).toMatch(/^lhq_/);
    },
  );

  it("take HMAC-SHA256, and the scope in the query beside a signed header", async () => {
    const path = `${paths.request}?scope=${encodeURIComponent(taskQueue)}`;
    const credentials = { ...consumer, signatureMethod: "HMAC-SHA256" } as const;
    const parameters = { oauth_callback: callback };
    expect((await ask(service, path, { credentials, parameters })).status).toBe(200);
  });

  it("show the verifier on a page when the callback is oob", async () => {
    const visitor = newVisitor(service.origin);
    const pair = await requestToken(service, { parameters: { oauth_callback: "oob" } });
    const page = await visitor.submit(await consentPage(service, pair.token, visitor), {
      decision: "allow",
    });
    const [, verifier = ""] = /<title>Success code=([^<]+)<\/title>/.exec(page.text) ?? [];
    expect(page.text).toContain(`id="code" readonly>${verifier}</textarea>`);
    expect((await exchangeToken(service, { ...pair, verifier })).status).toBe(200);
  });

  it("keep the callback's own query, and show what the consumer calls itself, escaped", async () => {
    const visitor = newVisitor(service.origin);
    const pair = await requestToken(service, {
      parameters: { oauth_callback: `${callback}?a=1&b=`, xoauth_displayname: "<b>Shop</b>" },
    });
    const page = await consentPage(service, pair.token, visitor);
    expect(page.text).toContain("which calls itself <bdi>&lt;b&gt;Shop&lt;/b&gt;</bdi>");
    const answer = await visitor.submit(page, { decision: "allow" });
    expect(answer.location.startsWith(`${callback}?a=1&b=&oauth_verifier=`)).toBe(true);
  });

  it("tell the consumer when the person denies, and end the request", async () => {
    const visitor = newVisitor(service.origin);
    const pair = await requestToken(service);
    const page = await consentPage(service, pair.token, visitor);
    const answer = await visitor.submit(page, { decision: "deny" });
    expect(answerOf(answer)).toEqual({
      oauth_problem: "permission_denied",
      oauth_token: pair.token,
    });
    expect((await exchangeToken(service, pair)).problem).toBe("token_rejected");
    expect((await visitor.submit(page, { decision: "allow" })).status).toBe(400);
  });
});

describe("a problem is named on the first line of a plain text", () => {
  const cases: [name: string, path: string, signing: Signing, problem: string][] = [
    [
      "another secret",
      paths.request,
      { credentials: { ...consumer, consumerSecret: "x" } },
      "signature_invalid",
    ],
    [
      "the signature of another consumer",
      paths.request,
      { credentials: { ...consumer, consumerSecret: otherConsumer.consumerSecret } },
      "signature_invalid",
    ],
    [
      "a parameter added on the way",
      `${paths.request}?a=1`,
      { added: "&b=2" },
      "signature_invalid",
    ],
    [
      "an unknown consumer",
      paths.request,
      { credentials: { ...consumer, consumerKey: "nobody" } },
      "consumer_key_unknown",
    ],
    [
      "an anonymous consumer, which nobody has registered",
      paths.request,
      { credentials: { consumerKey: "anonymous", consumerSecret: "anonymous" } },
      "consumer_key_unknown",
    ],
    ["no scope", paths.request, { parameters: { oauth_callback: callback } }, "parameter_absent"],
    ["no callback", paths.request, { parameters: { scope: taskQueue } }, "parameter_absent"],
    [
      "an unknown scope",
      paths.request,
      { parameters: { ...good, scope: `${taskQueue} x` } },
      "parameter_rejected",
    ],
    [
      "a name of more than 200 characters",
      paths.request,
      { parameters: { ...good, xoauth_displayname: "x".repeat(201) } },
      "parameter_rejected",
    ],
    [
      "a token where none belongs",
      paths.request,
      { credentials: { ...consumer, token: "t" } },
      "parameter_rejected",
    ],
    [
      "a stale timestamp",
      paths.request,
      { timestampSeconds: Date.UTC(2025, 0) / 1000 },
      "timestamp_refused",
    ],
    [
      "a protocol parameter in two places",
      paths.request,
      { added: "?oauth_callback=oob" },
      "parameter_rejected",
    ],
    ["no request token", paths.access, {}, "parameter_absent"],
    [
      "an unknown request token",
      paths.access,
      { credentials: { ...consumer, token: "lhq_x" } },
      "token_rejected",
    ],
    [
      "an unknown access token",
      paths.info,
      { credentials: { ...consumer, token: "lht_x" } },
      "token_rejected",
    ],
    ["no access token", paths.revoke, {}, "parameter_absent"],
  ];

  it.each(cases)("%s", async (_name, path, signing, problem) => {
    const reply = await ask(service, path, {
      parameters: path === paths.request ? good : {},
      ...signing,
    });
    expect([reply.status, reply.problem]).toEqual([400, problem]);
    expect(reply.text.includes("\nbase_string:GET&http")).toBe(problem === "signature_invalid");
  });

  it.each([
    ["PLAINTEXT without TLS", "", "signature_method_rejected"],
    ["another version", ', oauth_version="2.0"', "version_rejected"],
  ])("%s", async (_name, more, problem) => {
    const authorization = `OAuth oauth_consumer_key="consumer.example.com", oauth_signature_method="PLAINTEXT", oauth_signature="consumer-secret%26"${more}`;
    const response = await fetch(service.origin + paths.request, { headers: { authorization } });
    expect(response.status).toBe(400);
    expect((await response.text()).split("\n")[0]).toBe(problem);
  });

  it("and what it repeats of the request makes no line of its own", async () => {
    const credentials = { ...consumer, consumerKey: "a\r\nbase_string:b" };
    const reply = await ask(service, paths.request, { credentials });
    expect(reply.problem).toBe("consumer_key_unknown");
    expect(reply.text.split(/[\r\n]+/)).toEqual([
      "consumer_key_unknown",
      expect.stringMatching(/^No consumer has the key "a base_string:b": /) as string,
      "",
    ]);
  });

  it("a request that is sent again", async () => {
    const signing = { parameters: good, nonce: "once" };
    expect((await ask(service, paths.request, signing)).status).toBe(200);
    expect((await ask(service, paths.request, signing)).problem).toBe("nonce_used");
  });
});

describe("the callback", () => {
  it.each([
    "http://127.0.0.1:9005/callback",
    "https://127.0.0.1:9004/callback",
    "http://evil.example/",
    "http://127.0.0.1:9004@evil.example/",
    "http://127.0.0.1:9004.evil.example/",
    "http://user@127.0.0.1:9004/",
    "http://127.0.0.1:9004/#fragment",
    "//127.0.0.1:9004/callback",
    "javascript:alert(1)",
    "out-of-band",
    // What URL takes for an address under the realm, and others take for another, or for none.
    "http://127.0.0.1:9004\\@evil.example/",
    "http:\\\\127.0.0.1:9004/",
    "http:127.0.0.1:9004/",
    " http://127.0.0.1:9004/",
    "http://127.0.0.1:9004/a b",
    "http://127.0.0.1:9004/\r\nSet-Cookie:a=b",
    "http://127.0.0.1:9004/\t",
    "http://127.0.0.1:9004/€",
  ])("%j is not under the realm, and refused", async (oauth_callback) => {
    const reply = await ask(service, paths.request, { parameters: { ...good, oauth_callback } });
    expect([reply.status, reply.problem]).toEqual([400, "parameter_rejected"]);
  });

  it("may have every character that an address may have", async () => {
    const oauth_callback = `${callback}/~a_b-c.%E2%82%AC(!*')?x[]=1,2;3&y={$}+:@|/?=`;
    const visitor = newVisitor(service.origin);
    const { token } = await requestToken(service, { parameters: { oauth_callback } });
    const page = await consentPage(service, token, visitor);
    const answer = await visitor.submit(page, { decision: "allow" });
    expect(answer.location.startsWith(`${oauth_callback}&oauth_verifier=`)).toBe(true);
  });

  it.each([
    ["http://127.0.0.1:9004/app", 200],
    ["http://127.0.0.1:9004/app/callback", 200],
    ["http://127.0.0.1:9004/application", 400],
    ["http://127.0.0.1:9004/app/../callback", 400],
    ["http://127.0.0.1:9004/app/%2e%2e/callback", 400],
  ])("%s under a realm with a path is answered with %d", async (oauth_callback, status) => {
    const parameters = { ...good, oauth_callback };
    const reply = await ask(service, paths.request, { parameters, credentials: otherConsumer });
    expect(reply.status).toBe(status);
  });
});

describe("an exchange is refused", () => {
  it("before the person has decided: permission_denied", async () => {
    const reply = await exchangeToken(service, { ...(await requestToken(service)), verifier: "x" });
    expect([reply.status, reply.problem]).toEqual([400, "permission_denied"]);
  });

  it("without the verifier, with another one, by another consumer, and the second time", async () => {
    const allowed = await allowedToken(service);
    const { verifier, ...pair } = allowed;
    expect((await exchangeToken(service, pair)).problem).toBe("parameter_absent");
    expect((await exchangeToken(service, { ...pair, verifier: "x" })).problem).toBe(
      "parameter_rejected",
    );
    const credentials = { ...otherConsumer, ...pair };
    const byOther = await exchangeToken(service, { ...pair, verifier }, { credentials });
    expect(byOther.problem).toBe("token_rejected");
    expect((await exchangeToken(service, allowed)).status).toBe(200);
    expect((await exchangeToken(service, allowed)).problem).toBe("token_rejected");
  });

  it("for all but one of many at once", async () => {
    const allowed = await allowedToken(service);
    const replies = await Promise.all([1, 2, 3, 4].map(() => exchangeToken(service, allowed)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ problem }) => problem === "token_rejected")).toHaveLength(3);
  });

  it("eleven minutes after the person has allowed it", async () => {
    await using late = await startConsumerService();
    const allowed = await allowedToken(late);
    late.clock.advance(660_000);
    expect((await exchangeToken(late, allowed)).problem).toBe("token_rejected");
  });
});

describe("the authorize page", () => {
  it("refuses a callback of its own: that comes signed, with the request token", async () => {
    const { token } = await requestToken(service);
    const page = await newVisitor(service.origin).get(
      `${paths.authorize}?oauth_token=${token}&oauth_callback=http%3A%2F%2Fevil.example%2F`,
    );
    expect([page.status, page.location]).toEqual([400, ""]);
    expect(page.text).toContain("Error 400: parameter_rejected");
  });

  it("refuses a token that is unknown, expired or decided on", async () => {
    const visitor = newVisitor(service.origin);
    for (const token of ["", "lhq_x", (await allowedToken(service, visitor)).token]) {
      const page = await visitor.get(`${paths.authorize}?oauth_token=${token}`);
      expect([page.status, page.location]).toEqual([400, ""]);
      expect(page.text).toContain("Error 400: token_rejected");
    }
  });

  it("takes no decision without its own form's token", async () => {
    const visitor = newVisitor(service.origin);
    const { token } = await requestToken(service);
    await consentPage(service, token, visitor);
    const forged = { oauth_token: token, decision: "allow", csrf: "x" };
    expect((await visitor.post(paths.authorize, forged)).status).toBe(403);
    expect((await exchangeToken(service, { token, tokenSecret: "" })).status).toBe(400);
  });
});

describe("an access token", () => {
  it("tells what it is good for", async () => {
    const pair = await accessToken(service);
    const reply = await ask(service, paths.info, { credentials: { ...consumer, ...pair } });
    expect([reply.status, reply.text]).toEqual([
      200,
      `Target=http://127.0.0.1:9004/\nScope=${taskQueue}\nSecure=true\n`,
    ]);
  });

  it("tells nothing to another consumer, who cannot revoke it either", async () => {
    const pair = await accessToken(service);
    const credentials = { ...otherConsumer, ...pair };
    expect((await ask(service, paths.info, { credentials })).problem).toBe("token_rejected");
    expect((await ask(service, paths.revoke, { credentials })).problem).toBe("token_rejected");
    expect((await callApi(service, pair)).ok).toBe(true);
  });

  it("is refused at once when it was revoked", async () => {
    const pair = await accessToken(service);
    expect((await callApi(service, pair)).ok).toBe(true);
    const credentials = { ...consumer, ...pair };
    expect((await ask(service, paths.revoke, { credentials })).status).toBe(200);
    expect(await callApi(service, pair)).toMatchObject({ failure: "signature_refused" });
    expect((await ask(service, paths.info, { credentials })).problem).toBe("token_rejected");
  });

  it("is refused at once when a hundred newer ones have come", async () => {
    await using crowded = await startConsumerService();
    const oldest = await accessToken(crowded);
    const { clock, database } = crowded;
    clock.advance(1);
    const [row] = await database
      .selectFrom("tokens")
      .selectAll()
      .where("kind", "=", "signed")
      .execute();
    if (row === undefined) throw new Error("There is no token.");
    const copies = Array.from({ length: 99 }, (_, index) => ({
      ...row,
      token_hash: `copy-${index}`,
      created_at_ms: clock.now(),
    }));
    await database.insertInto("tokens").values(copies).execute();
    // It is remembered from now on.
    expect((await callApi(crowded, oldest)).ok).toBe(true);
    const newest = await accessToken(crowded);
    expect(await callApi(crowded, oldest)).toMatchObject({ failure: "signature_refused" });
    expect((await callApi(crowded, newest)).ok).toBe(true);
  });

  it("is in the user's list of applications, and refused at once when it is removed there", async () => {
    const visitor = newVisitor(service.origin);
    const pair = await accessToken(service, visitor);
    expect((await callApi(service, pair)).ok).toBe(true);
    const page = await visitor.get("/permissions");
    expect(page.text).toContain("<h2><bdi>Print Shop</bdi></h2>");
    expect(page.text).toContain("Project <bdi>Acme</bdi>");
    // The first form signs out.
    expect((await visitor.submit(page, {}, 1)).status).toBe(303);
    expect(await callApi(service, pair)).toMatchObject({ failure: "signature_refused" });
  });

  it("is no OAuth 2.0 token, for the API as for revocation", async () => {
    const pair = await accessToken(service);
    const { token } = pair;
    const revocation = await postForm(service, "/revoke", { token });
    expect([revocation.status, revocation.body["error"]]).toEqual([400, "invalid_token"]);
    expect((await callApi(service, pair)).ok).toBe(true);
    const answer = await service.authority.authenticate({
      ...bareRequest,
      authorization: `Bearer ${token}`,
    });
    expect(answer).toMatchObject({ ok: false, failure: "credential_invalid" });
  });
});
