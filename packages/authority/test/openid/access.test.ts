import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  consumer,
  exchangeToken,
  otherConsumer,
  startConsumerService,
} from "../support/consumer.ts";
import { callback, type OAuthService, taskQueue } from "../support/oauth-service.ts";
import {
  access,
  adaAfterAllowing,
  answerOf,
  checkidPath,
  endpointPath,
  formOf,
  type Message,
  openIdNamespace,
  post,
  signInAndAllow,
} from "../support/openid-site.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";

let service: OAuthService;
let ada: Visitor;
beforeAll(async () => {
  service = await startConsumerService();
  ada = await adaAfterAllowing(service);
});
afterAll(() => service[Symbol.asyncDispose]());

/** A fresh answer of Ada's. */
async function answerFor(changes: Record<string, string> = {}): Promise<Message> {
  return answerOf(await ada.get(checkidPath(changes)));
}

describe("data access in the same step", () => {
  it("is asked for on the same page, by the application's name", async () => {
    const visitor = newVisitor(service.origin);
    const changes = { ...access, "oauth.scope": `${taskQueue}.consumer` };
    const signInPage = await visitor.get(checkidPath(changes));
    expect(signInPage.text).toContain("to continue to <strong><bdi>Print Shop</bdi>");
    const page = await visitor.signIn(signInPage, "bob@example.com", "battery-staple");
    expect(page.text).toContain("<bdi>Print Shop</bdi> asks to sign you");
    expect(page.text).toContain("and for access to your account");
    expect(page.text).toContain("Know who you are when you sign in");
    expect(page.text).toContain("See tasks in your task queues");
    const answer = answerOf(await visitor.submit(page, { decision: "allow" }));
    expect(answer).toMatchObject({
      mode: "id_res",
      "ns.oauth": access["ns.oauth"],
      "oauth.request_token": expect.stringMatching(/^lhq_/) as string,
      "oauth.scope": changes["oauth.scope"],
    });
    expect(answer["signed"]).toMatch(/,ns\.oauth,oauth\.request_token,oauth\.scope$/);
  });
});

describe("data access", () => {
  const requestTokens = () => service.database.selectFrom("request_tokens").selectAll().execute();

  it.each<[name: string, changes: Message, error: RegExp]>([
    [
      "another realm",
      { realm: callback },
      /not registered for the realm http:\/\/127.0.0.1:9004\/callback/,
    ],
    ["another's key", { "oauth.consumer": "other.example.com" }, /not registered for the realm/],
    ["an unknown key", { "oauth.consumer": "nobody" }, /No consumer has the key "nobody"/],
    ["no key", { "oauth.consumer": "" }, /needs consumer/],
    ["no scope", { "oauth.scope": " " }, /and scope/],
    ["an unknown scope", { "oauth.scope": `${taskQueue} x` }, /There is no scope x/],
    ["two aliases", { "ns.o2": access["ns.oauth"] ?? "" }, /more than one alias/],
    [
      "the alias of a field",
      { "ns.oauth": "x", "ns.signed": access["ns.oauth"] ?? "" },
      /"signed" is not/,
    ],
    [
      "an alias with a dot",
      { "ns.oauth": "x", "ns.a.b": access["ns.oauth"] ?? "" },
      /"a.b" is not/,
    ],
  ])("is refused for %s, and the site is told why", async (_name, changes, error) => {
    const before = await requestTokens();
    expect(await answerFor({ ...access, ...changes })).toEqual({
      ns: openIdNamespace,
      mode: "error",
      return_to: callback,
      error: expect.stringMatching(error) as string,
    });
    expect(await requestTokens()).toEqual(before);
  });

  it("is never given without consent, nor for more than was allowed", async () => {
    const bob = newVisitor(service.origin);
    const credentials = { email: "bob@example.com", password: "battery-staple" };
    await signInAndAllow(service, { visitor: bob, ...credentials });
    const silent = { ...access, mode: "checkid_immediate" };
    const setupNeeded = { ns: openIdNamespace, mode: "setup_needed", return_to: callback };
    expect(answerOf(await bob.get(checkidPath(silent)))).toEqual(setupNeeded);
    await signInAndAllow(service, { visitor: bob, changes: access });
    const allowed = answerOf(await bob.get(checkidPath(silent)));
    expect(allowed["oauth.request_token"]).toMatch(/^lhq_/);
    const more = { ...silent, "oauth.scope": `${taskQueue} email` };
    expect(answerOf(await bob.get(checkidPath(more)))).toEqual(setupNeeded);
  });

  it("is exchanged once, by its consumer, with its signature, and within ten minutes", async () => {
    await using late = await startConsumerService();
    const visitor = newVisitor(late.origin);
    const fresh = async () => {
      const answer = answerOf(await signInAndAllow(late, { visitor, changes: access }));
      return { token: answer["oauth.request_token"] ?? "", tokenSecret: "" };
    };
    const pair = await fresh();
    const other = await exchangeToken(late, pair, { credentials: { ...otherConsumer, ...pair } });
    expect(other.problem).toBe("token_rejected");
    const wrong = { ...consumer, ...pair, consumerSecret: "guessed" };
    expect((await exchangeToken(late, pair, { credentials: wrong })).problem).toBe(
      "signature_invalid",
    );
    expect((await exchangeToken(late, { ...pair, tokenSecret: "x" })).problem).toBe(
      "signature_invalid",
    );
    expect((await exchangeToken(late, pair)).status).toBe(200);
    expect((await exchangeToken(late, pair)).problem).toBe("token_rejected");
    const stale = await fresh();
    late.clock.advance(600_000);
    expect((await exchangeToken(late, stale)).problem).toBe("token_rejected");
  });

  it("may be declined by somebody who signs in all the same, and is asked for again", async () => {
    await using own = await startConsumerService();
    const visitor = newVisitor(own.origin);
    const page = await visitor.signIn(await visitor.get(checkidPath(access)));
    expect(page.text).toContain('<button name="decision" value="sign-in">Identity only</button>');
    expect(page.text).toContain("it learns who you are, and gets no access to your account");
    const answer = answerOf(await visitor.submit(page, { decision: "sign-in" }));
    const { "ns.oauth": namespace, signed = "" } = answer;
    expect([answer["mode"], namespace]).toEqual(["id_res", access["ns.oauth"]]);
    expect(Object.keys(answer).filter((name) => name.startsWith("oauth."))).toEqual([]);
    expect(signed).toMatch(/,ns\.oauth$/);
    const grants = await own.database
      .selectFrom("grants")
      .select(["client_id", "scopes"])
      .execute();
    expect(grants).toEqual([{ client_id: "openid:http://127.0.0.1:9004/", scopes: '["openid"]' }]);
    expect((await visitor.get(checkidPath(access))).text).toContain('name="decision"');
    const silent = { ...access, mode: "checkid_immediate" };
    expect(answerOf(await visitor.get(checkidPath(silent)))["mode"]).toBe("setup_needed");
    // Where no access is asked for there is nothing to decline.
    const other = await visitor.get(checkidPath({ realm: callback }));
    expect(other.text).not.toContain("Identity only");
  });

  it("ends before it has begun when the person takes it back", async () => {
    await using other = await startConsumerService();
    const visitor = newVisitor(other.origin);
    const answer = answerOf(await signInAndAllow(other, { visitor, changes: access }));
    const list = await visitor.get("/permissions");
    expect(list.text).toContain("<h2><bdi>Print Shop</bdi></h2>");
    await visitor.submit(list, {}, 1);
    const pair = { token: answer["oauth.request_token"] ?? "", tokenSecret: "" };
    expect((await exchangeToken(other, pair)).problem).toBe("token_rejected");
  });

  it("may not be decided on a second time at the page of OAuth 1.0", async () => {
    const answer = await answerFor(access);
    const token = answer["oauth.request_token"] ?? "";
    const page = await ada.get(`/accounts/OAuthAuthorizeToken?oauth_token=${token}`);
    expect([page.status, page.location]).toEqual([400, ""]);
  });
});

describe("the consent page", () => {
  const changes = { realm: "http://127.0.0.1:9004/callback" };
  const consent = (visitor: Visitor = ada) => visitor.get(checkidPath(changes));

  it("is framed nowhere and kept by nobody", async () => {
    const { headers } = await consent();
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });

  it("takes no decision from another site, without its token, or for another session", async () => {
    const page = await consent();
    const decision = { decision: "allow" };
    const forged = await ada.submit(page, { ...decision, csrf: "x" });
    expect([forged.status, forged.location]).toEqual([403, ""]);
    const request = /name="request" value="([^"]*)"/.exec(page.text)?.[1] ?? "";
    const csrf = /name="csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? "";
    const fields = { ...decision, request, csrf };
    const elsewhere = { "sec-fetch-site": "cross-site" };
    expect((await ada.post("/accounts/o8/approval", fields, elsewhere)).status).toBe(403);
    const eve = newVisitor(service.origin);
    await eve.signIn(await eve.get("/signin"), "bob@example.com", "battery-staple");
    const own = await consent(eve);
    const stolen = await eve.submit(own, { ...decision, request });
    expect([stolen.status, stolen.location]).toEqual([400, ""]);
    const other = `${request.slice(0, 40)}${request[40] === "A" ? "B" : "A"}${request.slice(41)}`;
    const changed = await ada.submit(page, { ...decision, request: other });
    expect([changed.status, changed.location]).toEqual([400, ""]);
  });

  it.each(["", "deny", "Allow", "sign-in,allow"])(
    "takes whatever none of its allowing buttons sends as a refusal: %j",
    async (decision) => {
      const page = await ada.submit(await consent(), { decision });
      expect(answerOf(page)).toEqual({ ns: openIdNamespace, mode: "cancel", return_to: callback });
      expect((await consent()).text).toContain('name="decision"');
    },
  );

  it("takes no decision from a page of the account that was in use before", async () => {
    const visitor = newVisitor(service.origin);
    await visitor.signIn(await visitor.get("/signin"));
    const page = await consent(visitor);
    await visitor.signIn(await visitor.get("/signin"), "bob@example.com", "battery-staple");
    const answer = await visitor.submit(page, { decision: "allow" });
    expect([answer.status, answer.location]).toEqual([403, ""]);
    const own = await consent(visitor);
    expect(own.text).toContain("bob@example.com");
    expect(own.text).toContain('name="decision"');
  });

  it("takes a decision within the hour", async () => {
    await using late = await startConsumerService();
    const visitor = newVisitor(late.origin);
    const page = await visitor.signIn(await visitor.get(checkidPath(access)));
    late.clock.advance(3_600_000);
    for (const decision of ["allow", "sign-in"]) {
      const answer = await visitor.submit(page, { decision });
      expect([answer.status, answer.location]).toEqual([400, ""]);
      expect(answer.text).toContain("The request has expired");
    }
    expect(await late.database.selectFrom("grants").selectAll().execute()).toEqual([]);
  });

  it("shows a realm as text", async () => {
    const realm = "http://127.0.0.1:9004/'><script>alert(1)</script>";
    const page = await ada.get(checkidPath({ realm, return_to: realm }));
    expect(page.text).not.toContain("<script>alert");
  });
});

describe("another person's identifier", () => {
  it("is answered for nobody else: without a page, and after signing in", async () => {
    const bob = newVisitor(service.origin);
    const { claimed_id = "" } = await answerFor();
    const changes = { claimed_id, identity: claimed_id };
    const credentials = ["bob@example.com", "battery-staple"] as const;
    const silent = await bob.get(checkidPath({ ...changes, mode: "checkid_immediate" }));
    expect(answerOf(silent)["mode"]).toBe("setup_needed");
    service.clock.advance(1);
    await bob.signIn(await bob.get("/signin"), ...credentials);
    service.clock.advance(1);
    const page = await bob.get(checkidPath(changes));
    expect(page.text).toContain('name="password"');
    const answer = answerOf(await bob.signIn(page, ...credentials));
    expect(answer).toEqual({ ns: openIdNamespace, mode: "cancel", return_to: callback });
  });

  it.each([
    ["of another site", { claimed_id: "http://evil.example/", identity: "http://evil.example/" }],
    ["that nobody has", { claimed_id: "x", identity: "x" }],
  ])("%s is nobody's here", async (_name, changes) => {
    const silent = await answerFor({ ...changes, mode: "checkid_immediate" });
    expect(silent["mode"]).toBe("setup_needed");
  });

  it.each([
    ["one beside another", { claimed_id: "http://evil.example/" }, /must be the same/],
    ["a claimed one alone", { identity: "" }, /openid.identity is missing/],
    ["none at all", { claimed_id: "", identity: "" }, /openid.claimed_id is missing/],
  ])("%s is refused", async (_name, changes, error) => {
    const answer = await answerFor(changes);
    expect([answer["mode"], answer["error"]]).toEqual(["error", expect.stringMatching(error)]);
  });
});

describe("a request that is too much", () => {
  it("is refused before anything is done", async () => {
    const long = Object.fromEntries(
      Array.from({ length: 5 }, (_, index) => [`x${index}`, "x".repeat(2000)]),
    );
    expect((await ada.get(checkidPath(long))).status).toBe(400);
    const form = formOf({ ns: openIdNamespace, mode: "checkid_setup", ...long });
    const sent = await ada.post(endpointPath, form.toString());
    expect([sent.status, sent.location]).toEqual([400, ""]);
    const twice = `${checkidPath()}&openid.return_to=http%3A%2F%2Fevil.example%2F`;
    expect((await ada.get(twice)).text).toContain("is there more than once");
    expect((await ada.get(checkidPath({ "pape.max_auth_age": "1" }))).status).toBe(303);
    const pape = { "ns.pape": "http://specs.openid.net/extensions/pape/1.0" };
    const negative = await answerFor({ ...pape, "pape.max_auth_age": "-1" });
    expect(negative["error"]).toContain("max_auth_age must be a number");
    const ax = { "ns.ax": "http://openid.net/srv/ax/1.0", "ax.mode": "fetch_request" };
    const many = Array.from({ length: 51 }, (_, index) => `a${index}`).join(",");
    expect((await answerFor({ ...ax, "ax.required": many }))["error"]).toContain("more than 50");
    expect((await answerFor({ ...ax, "ax.required": "x" }))["error"]).toContain(
      "type.x is missing",
    );
  });

  it("of OpenID 1.1 is told so on a page", async () => {
    const page = await ada.get(checkidPath({ ns: undefined }));
    expect([page.status, page.location]).toEqual([400, ""]);
    expect(page.text).toContain("This service speaks OpenID 2.0");
  });

  it("is told what is missing", async () => {
    const answer = await answerFor();
    for (const name of ["assoc_handle", "response_nonce", "sig", "signed"]) {
      const reply = await post(service, { ...answer, mode: "check_authentication", [name]: "" });
      expect([reply.status, reply.fields["error"]]).toEqual([400, `openid.${name} is missing.`]);
    }
  });
});
