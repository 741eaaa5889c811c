import { createHash } from "node:crypto";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import {
  callback,
  type OAuthService,
  startOAuthService,
  taskQueue,
} from "../support/oauth-service.ts";
import {
  providerClient,
  type SmallProvider,
  startSmallProvider,
} from "../support/small-provider.ts";
import { answerOf, newVisitor, type Visitor, type VisitorPage } from "../support/visitor.ts";

let provider: SmallProvider;
let service: OAuthService;

beforeEach(async () => {
  provider = await startSmallProvider();
  provider.claims = { email: "Ada@example.com", email_verified: true };
  service = await startOAuthService({ now: Date.now, yaml: yamlFor(provider.issuer) });
  onTestFinished(async () => {
    await service[Symbol.asyncDispose]();
    await provider[Symbol.asyncDispose]();
  });
});

function yamlFor(issuer: string): string {
  return `
users: [{ email: ada@example.com, name: Ada Lovelace }, { email: bob@example.com, name: Bob }]
projects:
  - id: acme
    oauthClients:
      - { id: web-client, secret: web-secret, type: web, name: Acme Web, redirectUris: ["${callback}"] }
    serviceAccounts: [{ email: worker@acme.example.com }]
signIn: { oidc: { issuer: "${issuer}", clientId: ${providerClient.id}, clientSecret: ${providerClient.secret} } }
`;
}

/** Presses the link on the sign-in page; the answer is the provider's redirect back. */
async function goAway(visitor: Visitor, path = "/permissions"): Promise<VisitorPage> {
  const away = await visitor.get(path);
  const page = away.status === 303 ? await visitor.get(away.location) : away;
  const [, link = ""] = /href="(\/signin\/oidc[^"]*)"/.exec(page.text) ?? [];
  const out = await visitor.get(link.replaceAll("&amp;", "&"));
  return visitor.get(out.location);
}

async function signIn(visitor: Visitor, path?: string): Promise<VisitorPage> {
  return visitor.get((await goAway(visitor, path)).location);
}

describe("signing in through an OpenID Connect provider", () => {
  test("leads there and back to where one was", async () => {
    const visitor = newVisitor(service.origin);
    const back = await signIn(visitor);
    expect([back.status, back.location]).toEqual([303, "/permissions"]);
    expect((await visitor.get("/permissions")).text).toContain("ada@example.com");
    expect(provider.asked()).toMatchObject({
      client_id: providerClient.id,
      redirect_uri: `${service.origin}/signin/oidc/callback`,
      response_type: "code",
      scope: "openid email profile",
      code_challenge_method: "S256",
    });
    const left = await service.database.selectFrom("pending_sign_ins").selectAll().execute();
    expect(left).toEqual([]);
  });

  test("goes on with an application's request", async () => {
    const visitor = newVisitor(service.origin);
    const query = new URLSearchParams({
      client_id: "web-client",
      redirect_uri: callback,
      response_type: "code",
      scope: taskQueue,
      state: "s".repeat(5000),
      login_hint: "ada@example.com",
      prompt: "login",
    });
    const back = await signIn(visitor, `/o/oauth2/v2/auth?${query.toString()}`);
    expect(provider.asked()).toMatchObject({ login_hint: "ada@example.com", prompt: "login" });
    const consent = await visitor.get(back.location);
    expect(consent.text).toContain("Acme Web");
    const answer = answerOf(await visitor.submit(consent, { decision: "allow" }));
    expect(answer).toMatchObject({ code: expect.any(String), state: "s".repeat(5000) });
  });

  test("offers another account to somebody who is signed in", async () => {
    const visitor = newVisitor(service.origin);
    await signIn(visitor);
    provider.claims = { email: "bob@example.com", email_verified: true };
    await signIn(visitor, "/signin?continue=/permissions");
    expect(provider.asked()["prompt"]).toBe("select_account");
    expect((await visitor.get("/permissions")).text).toContain("bob@example.com");
  });

  test("asks the userinfo endpoint for an address that the id_token does not hold", async () => {
    provider.claims = {};
    provider.userInfo = { email: "ada@example.com", email_verified: true };
    expect((await signIn(newVisitor(service.origin))).location).toBe("/permissions");
  });

  test.each([
    ["not verified", { email: "ada@example.com", email_verified: false }, "email_not_verified"],
    ["not said to be verified", { email: "ada@example.com" }, "email_not_verified"],
    ["nobody's here", { email: "eve@example.com", email_verified: true }, "no_account"],
    [
      "a service account's",
      { email: "worker@acme.example.com", email_verified: true },
      "no_account",
    ],
  ])("refuses an address that is %s", async (_name, claims, code) => {
    provider.claims = claims;
    const visitor = newVisitor(service.origin);
    const page = await signIn(visitor);
    expect([page.status, page.location]).toEqual([403, ""]);
    expect(page.text).toContain(`Error 403: ${code}`);
    expect((await visitor.get("/permissions")).status).toBe(303);
  });

  test.each([
    ["another nonce", { nonce: "x" }],
    ["another audience", { aud: "somebody-else" }],
    ["another issuer", { iss: "https://evil.example" }],
    ["an end in the past", { exp: 1 }],
  ])("refuses an id_token with %s", async (_name, claims) => {
    provider.claims = { ...provider.claims, ...claims };
    const page = await signIn(newVisitor(service.origin));
    expect([page.status, page.location]).toEqual([502, ""]);
    expect(page.text).toContain("provider_failed");
  });

  test("refuses an id_token that another key signed", async () => {
    provider.wrongKey = true;
    expect((await signIn(newVisitor(service.origin))).status).toBe(502);
  });

  test("tells of a refusal", async () => {
    provider.error = "access_denied";
    const page = await signIn(newVisitor(service.origin));
    expect(page.status).toBe(403);
    expect(page.text).toContain("sign_in_denied");
  });

  test("takes an answer once, and in the browser that set out", async () => {
    const visitor = newVisitor(service.origin);
    const { location } = await goAway(visitor);
    const stranger = await newVisitor(service.origin).get(location);
    expect([stranger.status, stranger.location]).toEqual([400, ""]);
    const forged = location.replace(/state=[^&]+/, "state=x");
    expect((await visitor.get(forged)).status).toBe(400);
    expect((await visitor.get(location)).status).toBe(303);
    expect((await visitor.get(location)).status).toBe(400);
  });

  test("says when the provider cannot be reached", async () => {
    await provider[Symbol.asyncDispose]();
    const page = await newVisitor(service.origin).get("/signin/oidc");
    expect(page.status).toBe(502);
  });

  test("leads to no other site afterwards", async () => {
    const visitor = newVisitor(service.origin);
    const out = await visitor.get("/signin/oidc?continue=https://evil.example/");
    const back = await visitor.get((await visitor.get(out.location)).location);
    expect(back.location).toBe("/");
  });

  test("may begin a hundred times in ten minutes from one address", async () => {
    // Its clock stands still: the ten minutes are those of the clock, and could end among the hundred.
    await using still = await startOAuthService({ yaml: yamlFor(provider.issuer) });
    for (let count = 0; count < 100; count += 1) {
      await newVisitor(still.origin).get("/signin/oidc");
    }
    const page = await newVisitor(still.origin).get("/signin/oidc");
    expect(page.status).toBe(429);
  });

  test("takes the place of passwords", async () => {
    const visitor = newVisitor(service.origin);
    const page = await visitor.get("/signin");
    expect(page.text).toContain(`Sign in with ${new URL(provider.issuer).host}`);
    expect(page.text).not.toContain('name="password"');
    const port = new URL(service.origin).port;
    const csrf = createHash("sha256").update("csrf\nv\n").digest("base64url");
    const form = { csrf, email: "ada@example.com", password: "correct-horse" };
    const headers = { cookie: `leasehold_visitor_${port}=v` };
    const answer = await newVisitor(service.origin).post("/signin", form, headers);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("passwords_off");
  });
});

test("without a provider its addresses are not there", async () => {
  await using plain = await startOAuthService();
  const visitor = newVisitor(plain.origin);
  expect((await visitor.get("/signin/oidc")).status).toBe(404);
  expect((await visitor.get("/signin/oidc/callback?code=x&state=y")).status).toBe(404);
});
