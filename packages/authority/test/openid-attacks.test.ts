import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consumer, exchangeToken, otherConsumer, startConsumerService } from "./consumer.ts";
import { callback, type OAuthService, taskQueue } from "./oauth-service.ts";
import {
  access,
  answerOf,
  associate,
  checkAuthentication,
  checkidPath,
  endpointPath,
  formOf,
  type Message,
  openIdNamespace,
  post,
  signatureOf,
  signInAndAllow,
} from "./openid-site.ts";
import { newVisitor, type Visitor } from "./visitor.ts";

let service: OAuthService;
/** Somebody who is signed in and has allowed sign-in and data access. */
let ada: Visitor;
beforeAll(async () => {
  service = await startConsumerService();
  ada = newVisitor(service.origin);
  await signInAndAllow(service, { visitor: ada });
  await signInAndAllow(service, { visitor: ada, changes: access });
});
afterAll(() => service[Symbol.asyncDispose]());

/** A fresh answer of Ada's. */
async function answerFor(changes: Record<string, string> = {}): Promise<Message> {
  return answerOf(await ada.get(checkidPath(changes)));
}

async function isValid(answer: Message): Promise<string | undefined> {
  return (await checkAuthentication(service, answer)).fields["is_valid"];
}

describe("an answer that was changed on the way is not ours", () => {
  const without = (answer: Message, ...names: string[]): Message =>
    Object.fromEntries(Object.entries(answer).filter(([name]) => !names.includes(name)));

  it("the OAuth fields taken out of openid.signed", async () => {
    const answer = await answerFor(access);
    const signed = (answer["signed"] ?? "").replace(/,ns\.oauth,.*$/, "");
    expect(signed).not.toBe(answer["signed"]);
    expect(await isValid({ ...answer, signed })).toBe("false");
    const bare = without(answer, "ns.oauth", "oauth.request_token", "oauth.scope");
    expect(await isValid({ ...bare, signed })).toBe("false");
    expect(await isValid(answer)).toBe("true");
  });

  it("another request token beside what is signed", async () => {
    const answer = await answerFor();
    const added = { "ns.oauth": access["ns.oauth"] ?? "", "oauth.request_token": "lhq_evil" };
    expect(await isValid({ ...answer, ...added })).toBe("false");
    expect(await isValid({ ...(await answerFor(access)), ...added })).toBe("false");
    expect(await isValid(answer)).toBe("true");
  });

  it.each([
    [
      "another identifier",
      { claimed_id: "http://evil.example/", identity: "http://evil.example/" },
    ],
    ["another site", { return_to: "http://evil.example/" }],
    ["another nonce", { response_nonce: "2026-01-01T00:00:00Zother" }],
    ["another signature", { sig: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }],
    ["a signature of another length", { sig: "AAAA" }],
    ["another mode signed", { signed: "mode" }],
    ["a field signed twice", { signed: "ns,ns" }],
    ["a field signed that is not there", { signed: "ns,absent" }],
  ])("%s", async (_name, changes) => {
    const answer = await answerFor();
    expect(await isValid({ ...answer, ...changes })).toBe("false");
    expect(await isValid(answer)).toBe("true");
  });

  it("any one field that is another, or that is missing", async () => {
    const answer = await answerFor(access);
    for (const name of Object.keys(answer).filter((each) => each !== "mode")) {
      const changed = await checkAuthentication(service, { ...answer, [name]: `${answer[name]}x` });
      expect([name, changed.fields["is_valid"] ?? "refused"]).toEqual([
        name,
        name === "ns" ? "refused" : "false",
      ]);
      const missing = await checkAuthentication(service, without(answer, name));
      expect([name, missing.fields["is_valid"]]).not.toEqual([name, "true"]);
    }
    expect(await isValid(answer)).toBe("true");
  });

  it("fields moved into another's value by a line break or a colon", async () => {
    const answer = await answerFor();
    const names = (answer["signed"] ?? "").split(",");
    const joined = {
      ...answer,
      return_to: `${callback}\nresponse_nonce:${answer["response_nonce"]}`,
    };
    const signed = names.filter((name) => name !== "response_nonce").join(",");
    const text = (message: Message, list: string[]) =>
      list.map((name) => `${name}:${message[name]}\n`).join("");
    // The two are one text: only the form of the fields tells them apart.
    expect(text({ ...joined, signed }, signed.split(","))).toBe(text(answer, names));
    expect(await isValid({ ...joined, signed })).toBe("false");
    const [scheme = "", rest = ""] = (answer["claimed_id"] ?? "").split(/:(.*)/);
    const split = names.map((name) => (name === "claimed_id" ? `claimed_id:${scheme}` : name));
    const forged = {
      ...answer,
      claimed_id: "http://evil.example/",
      [`claimed_id:${scheme}`]: rest,
      signed: split.join(","),
    };
    expect(text(forged, split)).toBe(text(answer, names));
    expect(await isValid(forged)).toBe("false");
    expect(await isValid(answer)).toBe("true");
  });
});

describe("an answer is confirmed once", () => {
  it("and not when it is sent again", async () => {
    const answer = await answerFor();
    expect([await isValid(answer), await isValid(answer)]).toEqual(["true", "false"]);
  });

  it("among many questions at the same moment", async () => {
    const answer = await answerFor();
    const answers = await Promise.all([1, 2, 3, 4].map(() => isValid(answer)));
    expect(answers.filter((answer) => answer === "true")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "false")).toHaveLength(3);
  });

  it("and not ten minutes later", async () => {
    await using late = await startConsumerService();
    const answer = answerOf(await signInAndAllow(late));
    const other = answerOf(await signInAndAllow(late));
    late.clock.advance(599_999);
    expect((await checkAuthentication(late, other)).fields["is_valid"]).toBe("true");
    late.clock.advance(1);
    expect((await checkAuthentication(late, answer)).fields["is_valid"]).toBe("false");
  });
});

describe("a handle", () => {
  it("that is shared with a site confirms nothing, however well it is signed", async () => {
    const { shared } = await associate(service);
    const answer = await answerFor({ assoc_handle: shared.handle });
    expect(answer["sig"]).toBe(signatureOf(shared, answer));
    expect(await isValid(answer)).toBe("false");
    const forged = { ...answer, claimed_id: "http://evil.example/" };
    expect(await isValid({ ...forged, sig: signatureOf(shared, forged) })).toBe("false");
  });

  it("that is ours alone signs no other answer", async () => {
    const first = await answerFor();
    const handle = first["assoc_handle"] ?? "";
    const second = await answerFor({ assoc_handle: handle });
    expect(second["assoc_handle"]).not.toBe(handle);
    expect(second["invalidate_handle"]).toBe(handle);
  });

  it.each(["forged", "", "A".repeat(120), "A".repeat(256), "a\nb:c", "ä", "{HMAC-SHA256}{x}"])(
    "that nobody made is answered with a new one, and confirms nothing: %j",
    async (handle) => {
      const answer = await answerFor({ assoc_handle: handle });
      expect(answer["mode"]).toBe("id_res");
      expect(answer["assoc_handle"]).not.toBe(handle);
      const isPlain = /^[!-~]{1,255}$/.test(handle);
      expect(answer["invalidate_handle"]).toBe(isPlain ? handle : undefined);
      const reply = await checkAuthentication(service, { ...answer, assoc_handle: handle });
      expect(reply.fields["is_valid"]).toBe(handle === "" ? undefined : "false");
    },
  );

  it("that differs in one bit is unknown", async () => {
    const { shared } = await associate(service);
    const bytes = Buffer.from(shared.handle, "base64url");
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    const changed = bytes.toString("base64url");
    expect((await answerFor({ assoc_handle: changed }))["invalidate_handle"]).toBe(changed);
  });
});

describe("a site that is not who it says", () => {
  const page = (changes: Record<string, string | undefined>) => ada.get(checkidPath(changes));

  it.each([
    "http://evil.example/",
    "http://127.0.0.1:9005/",
    "https://127.0.0.1:9004/",
    "http://127.0.0.1:9004@evil.example/",
    "http://user@127.0.0.1:9004/",
    "http://127.0.0.1:9004.evil.example/",
    "http://127.0.0.1:9004\\@evil.example/",
    "http://127.0.0.1:9004/#fragment",
    "//127.0.0.1:9004/",
    "javascript:alert(1)//127.0.0.1:9004/",
    "http://127.0.0.1:9004/a\r\nset-cookie:a=b",
    "http://127.0.0.1:9004/ä",
    "http://127.0.0.1:9004/?openid.mode=id_res",
    "http://127.0.0.1:9004/?openid%2Emode=id_res",
    "",
  ])("gets no answer at %j, which is not under its realm", async (return_to) => {
    for (const mode of ["checkid_setup", "checkid_immediate"]) {
      const answer = await page({ return_to, mode });
      expect([answer.status, answer.location]).toEqual([400, ""]);
      expect(answer.text).toContain("openid.return_to");
    }
  });

  it.each([
    ["http://127.0.0.1:9004/app", "http://127.0.0.1:9004/application"],
    ["http://127.0.0.1:9004/app", "http://127.0.0.1:9004/app/../other"],
    ["http://127.0.0.1:9004/app/", "http://127.0.0.1:9004/app/%2e%2e/other"],
    ["http://*.example.com/", "http://example.com.evil.example/"],
    ["http://*.example.com/", "http://notexample.com/"],
    ["http://*.example.com/", "http://*.example.com/"],
  ])("with the realm %s gets no answer at %s", async (realm, return_to) => {
    expect([(await page({ realm, return_to })).status]).toEqual([400]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://example.com/",
    "http://*/",
    "http://*.com/",
    "http://*.co.uk/",
    "http://*.127.0.0.1/",
    "http://*.*.example.com/",
    "http://www.*.example.com/",
    "http://user:secret@example.com/",
    "http://example.com/#x",
    "*",
  ])("has no answer for the realm %s", async (realm) => {
    const answer = await page({ realm, return_to: realm.replace("*.", "www.") });
    expect([answer.status, answer.location]).toEqual([400, ""]);
    expect(answer.text).toContain("openid.realm");
  });

  it("may speak for the hosts below a domain of its own", async () => {
    const changes = { realm: "https://*.example.co.uk/", return_to: "https://a.example.co.uk/" };
    const asked = await page(changes);
    expect(asked.text).toContain("<bdi>https://*.example.co.uk/</bdi> asks to sign you");
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
