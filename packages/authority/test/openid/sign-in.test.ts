import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimsInMemory } from "../support/claims-in-memory.ts";
import { startConsumerService } from "../support/consumer.ts";
import { callback, type OAuthService } from "../support/oauth-service.ts";
import {
  answerOf,
  associate,
  checkAuthentication,
  checkidPath,
  openIdNamespace,
  signInAndAllow,
} from "../support/openid-site.ts";
import { newVisitor } from "../support/visitor.ts";

let service: OAuthService;
beforeAll(async () => {
  service = await startConsumerService();
});
afterAll(() => service[Symbol.asyncDispose]());

const bob = { email: "bob@example.com", password: "battery-staple" };
const ax = { "ns.ax": "http://openid.net/srv/ax/1.0", "ax.mode": "fetch_request" };
const ui = { "ns.ui": "http://specs.openid.net/extensions/ui/1.0", "ui.mode": "x-has-session" };
const immediate = { mode: "checkid_immediate" };

describe("a site's request to sign somebody in", () => {
  it("is put to the person, and answered with all of it signed", async () => {
    const visitor = newVisitor(service.origin);
    const signInPage = await visitor.get(checkidPath());
    expect(signInPage.text).toContain("to continue to <strong><bdi>http://127.0.0.1:9004/</bdi>");
    const page = await visitor.signIn(signInPage);
    expect(page.text).toContain("<bdi>http://127.0.0.1:9004/</bdi> asks to sign you");
    expect(page.text).toContain("learns who you are, and gets no access to your account");
    expect(page.text).toContain("Know who you are when you sign in");
    expect(page.headers.get("content-security-policy")).toContain(
      "form-action 'self' http: https:;",
    );
    const back = await visitor.submit(page, { decision: "allow" });
    expect([back.status, back.location.startsWith(`${callback}?openid.ns=`)]).toEqual([303, true]);
    const answer = answerOf(back);
    expect(answer).toEqual({
      ns: openIdNamespace,
      mode: "id_res",
      op_endpoint: `${service.origin}/accounts/o8/ud`,
      claimed_id: expect.stringMatching(
        new RegExp(`^${service.origin}/accounts/o8/id\\?id=[\\w-]{43}$`),
      ) as string,
      identity: answer["claimed_id"],
      return_to: callback,
      response_nonce: expect.stringMatching(/^2026-01-01T00:00:00Z[\w-]{16}$/) as string,
      assoc_handle: expect.stringMatching(/^[\w-]{1,255}$/) as string,
      signed: "ns,mode,op_endpoint,claimed_id,identity,return_to,response_nonce,assoc_handle",
      sig: expect.stringMatching(/^[\w+/]{43}=$/) as string,
    });
    const checked = await checkAuthentication(service, answer);
    expect([checked.status, checked.text]).toEqual([200, `ns:${openIdNamespace}\nis_valid:true\n`]);
  });

  it("is not judged while its nonce cannot be kept, and is good later", async () => {
    const claim = claimsInMemory();
    const full = Object.assign(new Error("The disk is full."), { status: 503 });
    let isFull = true;
    await using busy = await startConsumerService({
      claim: async (...key) => {
        if (isFull) throw full;
        return claim(...key);
      },
    });
    const answer = answerOf(await signInAndAllow(busy));
    const refused = await checkAuthentication(busy, answer);
    expect([refused.status, refused.headers.get("retry-after"), refused.text]).toEqual([
      503,
      "1",
      `ns:${openIdNamespace}\nmode:error\nerror:Nothing was done: try again in a second.\n`,
    ]);
    isFull = false;
    expect((await checkAuthentication(busy, answer)).fields["is_valid"]).toBe("true");
  });

  it("is remembered: the next one is answered without a page, after sign-in too", async () => {
    const visitor = newVisitor(service.origin);
    const first = answerOf(await signInAndAllow(service, { visitor }));
    const second = await visitor.get(checkidPath());
    expect(answerOf(second)).toMatchObject({ mode: "id_res", claimed_id: first["claimed_id"] });
    const other = newVisitor(service.origin);
    const page = await other.get(checkidPath());
    // Browsers hold the form's redirect to the page's policy.
    expect(page.headers.get("content-security-policy")).toContain(
      "form-action 'self' http: https:;",
    );
    expect(answerOf(await other.signIn(page))["mode"]).toBe("id_res");
    const more = { ...ax, "ax.required": "e", "ax.type.e": "http://axschema.org/contact/email" };
    expect((await visitor.get(checkidPath(more))).text).toContain("See your e-mail address");
  });

  it("is told when the person does not want to, and remembers nothing", async () => {
    const visitor = newVisitor(service.origin);
    const changes = { realm: "http://127.0.0.1:9004/callback" };
    const page = await visitor.signIn(await visitor.get(checkidPath(changes)));
    const denied = await visitor.submit(page, { decision: "deny" });
    expect(answerOf(denied)).toEqual({ ns: openIdNamespace, mode: "cancel", return_to: callback });
    expect((await visitor.get(checkidPath(changes))).text).toContain('name="decision"');
  });

  it("may come as a form, which leads to the same address with cookies", async () => {
    const visitor = newVisitor(service.origin);
    const [path = "", query = ""] = checkidPath().split("?");
    const page = await visitor.post(path, query);
    expect([page.status, page.location]).toEqual([303, `${path}?${query}`]);
  });

  it("is answered with a form when the address would be too long", async () => {
    const return_to = `${callback}?state=${"s".repeat(1900)}&a=1%202`;
    const page = await signInAndAllow(service, { changes: { return_to } });
    expect([page.status, page.location]).toEqual([200, ""]);
    expect(page.text).toContain(`<form method="post" action="${return_to.replace("&", "&amp;")}">`);
    expect(page.text).toContain('<input type="hidden" name="openid.mode" value="id_res" />');
    expect(page.text).toContain('<button class="primary">Continue</button>');
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/script-src 'sha256-[\w+/]{43}=';/);
    expect(policy).toContain("form-action 'self' http: https:;");
  });

  it("keeps the query that return_to has", async () => {
    const changes = { return_to: `${callback}?a=1&b=` };
    const page = await signInAndAllow(service, { changes });
    expect(page.location.startsWith(`${callback}?a=1&b=&openid.ns=`)).toBe(true);
  });
});

describe("a request that wants no page", () => {
  it("is told that one is needed: without a session, and without consent", async () => {
    const visitor = newVisitor(service.origin);
    const changes = { ...immediate, realm: "http://127.0.0.1:9004/call" };
    const return_to = "http://127.0.0.1:9004/call/back";
    const wanted = checkidPath({ ...changes, return_to });
    const needed = { ns: openIdNamespace, mode: "setup_needed", return_to };
    expect(answerOf(await visitor.get(wanted))).toEqual(needed);
    await visitor.signIn(await visitor.get("/signin"));
    expect(answerOf(await visitor.get(wanted))).toEqual(needed);
  });

  it("is answered for somebody who has allowed it", async () => {
    const visitor = newVisitor(service.origin);
    await signInAndAllow(service, { visitor });
    expect(answerOf(await visitor.get(checkidPath(immediate)))["mode"]).toBe("id_res");
  });

  it("is told whether somebody is signed in when it asks that, and else not", async () => {
    const visitor = newVisitor(service.origin);
    const changes = { ...immediate, ...ui, realm: "http://127.0.0.1:9004/callback" };
    const nobody = answerOf(await visitor.get(checkidPath(changes)));
    const needed = { ns: openIdNamespace, mode: "setup_needed", return_to: callback };
    expect(nobody).toEqual(needed);
    await visitor.signIn(await visitor.get("/signin"));
    const somebody = answerOf(await visitor.get(checkidPath(changes)));
    expect(somebody).toEqual({ ...needed, ...ui });
    const allowed = answerOf(await signInAndAllow(service, { visitor, changes: ui }));
    expect(allowed).toMatchObject({ mode: "id_res", ...ui });
    expect(allowed["signed"]).toContain(",ns.ui,ui.mode");
  });
});

describe("an identifier", () => {
  it("is the same for a realm however it is written, and another for another realm or person", async () => {
    const visitor = newVisitor(service.origin);
    const of = async (realm: string, options: object = { visitor }) =>
      answerOf(await signInAndAllow(service, { changes: { realm }, ...options }))["claimed_id"];
    const one = await of("http://127.0.0.1:9004/");
    expect(await of("HTTP://127.0.0.1:9004")).toBe(one);
    expect(await of("http://127.0.0.1:9004/callback")).not.toBe(one);
    expect(await of("http://127.0.0.1:9004/", bob)).not.toBe(one);
  });

  it("that the site expects is answered by that account among several", async () => {
    const visitor = newVisitor(service.origin);
    const identifier = answerOf(await signInAndAllow(service, { visitor }))["claimed_id"] ?? "";
    await visitor.signIn(await visitor.get("/signin"), bob.email, bob.password);
    const changes = { ...immediate, claimed_id: identifier, identity: identifier };
    expect(answerOf(await visitor.get(checkidPath(changes)))).toMatchObject({
      mode: "id_res",
      claimed_id: identifier,
    });
  });
});

describe("attributes", () => {
  const types = {
    "ax.type.mail": "http://axschema.org/contact/email",
    "ax.type.first": "http://schema.openid.net/namePerson/first",
    "ax.type.last": "http://axschema.org/namePerson/last",
    "ax.type.lang": "http://axschema.org/pref/language",
    "ax.type.land": "http://axschema.org/contact/country/home",
    "ax.type.dob": "http://axschema.org/birthDate",
  };

  it("come under the names that the site gave, counted where it counts, and signed", async () => {
    const changes = {
      ...ax,
      ...types,
      "ax.required": "mail,first,dob",
      "ax.if_available": "last,lang,land",
      "ax.count.first": "3",
      "ax.count.last": "unlimited",
      "ax.count.mail": "1",
    };
    const headers = { "accept-language": "de-CH,de;q=0.9,en;q=0.5" };
    const visitor = newVisitor(service.origin);
    const page = await visitor.signIn(await visitor.get(checkidPath(changes)));
    expect(page.text).toContain("See your e-mail address");
    expect(page.text).toContain("See the language and country of your browser");
    const form = /name="request" value="([^"]*)"/.exec(page.text)?.[1] ?? "";
    const csrf = /name="csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? "";
    const back = await visitor.post(
      "/accounts/o8/approval",
      { request: form, csrf, decision: "allow" },
      headers,
    );
    const answer = answerOf(back);
    const own = Object.entries(answer).filter(([name]) => /^(ns\.)?ax/.test(name));
    expect(Object.fromEntries(own)).toEqual({
      "ns.ax": "http://openid.net/srv/ax/1.0",
      "ax.mode": "fetch_response",
      "ax.type.mail": types["ax.type.mail"],
      "ax.value.mail": "ada@example.com",
      "ax.type.first": types["ax.type.first"],
      "ax.count.first": "1",
      "ax.value.first.1": "Ada",
      "ax.type.last": types["ax.type.last"],
      "ax.count.last": "1",
      "ax.value.last.1": "Lovelace",
      "ax.type.lang": types["ax.type.lang"],
      "ax.value.lang": "de-CH",
      "ax.type.land": types["ax.type.land"],
      "ax.value.land": "CH",
    });
    for (const [name] of own) expect(answer["signed"]?.split(",")).toContain(name);
  });

  it.each([
    ["en", { lang: "en", land: undefined }],
    ["zh-Hant-TW,zh", { lang: "zh-TW", land: "TW" }],
    ["*", { lang: undefined, land: undefined }],
  ])("name language and country as the browser does: %s", async (language, { lang, land }) => {
    const changes = { ...ax, ...types, "ax.required": "lang,land" };
    const visitor = newVisitor(service.origin);
    await signInAndAllow(service, { visitor, changes });
    const page = await visitor.get(checkidPath(changes), { "accept-language": language });
    const answer = answerOf(page);
    expect([answer["ax.value.lang"], answer["ax.value.land"]]).toEqual([lang, land]);
  });

  it("of somebody with one name are a first name, under any alias of the extension", async () => {
    const changes = {
      "ns.ext1": ax["ns.ax"],
      "ext1.mode": "fetch_request",
      "ext1.required": "f,l",
      "ext1.type.f": "http://axschema.org/namePerson/first",
      "ext1.type.l": "http://axschema.org/namePerson/last",
    };
    const answer = answerOf(await signInAndAllow(service, { changes, ...bob }));
    expect([answer["ext1.value.f"], answer["ext1.value.l"]]).toEqual(["Bob", undefined]);
  });
});

describe("attributes that a site wants to store", () => {
  it("are not stored, which the answer says", async () => {
    const changes = {
      "ns.ext1": ax["ns.ax"],
      "ext1.mode": "store_request",
      "ext1.type.mail": "http://axschema.org/contact/email",
      "ext1.value.mail": "eve@example.com",
    };
    const answer = answerOf(await signInAndAllow(service, { changes, ...bob }));
    expect(answer).toMatchObject({
      mode: "id_res",
      "ns.ext1": ax["ns.ax"],
      "ext1.mode": "store_response_failure",
      "ext1.error": expect.stringContaining("only the person") as string,
    });
    expect(answer["signed"]).toMatch(/,ns\.ext1,ext1\.mode,ext1\.error$/);
  });
});

describe("how the person signed in", () => {
  const pape = { "ns.pape": "http://specs.openid.net/extensions/pape/1.0" };

  it("is told with the time, and asked again when it is too long ago", async () => {
    await using later = await startConsumerService();
    const visitor = newVisitor(later.origin);
    await signInAndAllow(later, { visitor });
    later.clock.advance(60_000);
    const recent = { ...pape, "pape.max_auth_age": "60" };
    expect(answerOf(await visitor.get(checkidPath(recent)))).toMatchObject({
      mode: "id_res",
      "pape.auth_policies": "http://schemas.openid.net/pape/policies/2007/06/none",
      "pape.auth_time": "2026-01-01T00:00:00Z",
    });
    const fresh = { ...pape, "pape.max_auth_age": "59" };
    const silent = await visitor.get(checkidPath({ ...fresh, ...immediate }));
    expect(answerOf(silent)["mode"]).toBe("setup_needed");
    const page = await visitor.get(checkidPath(fresh));
    expect(page.text).toContain('name="password"');
    expect(answerOf(await visitor.signIn(page))["pape.auth_time"]).toBe("2026-01-01T00:01:00Z");
  });

  it("is asked anew each time with a maximum age of 0, and not twice", async () => {
    const visitor = newVisitor(service.origin);
    await signInAndAllow(service, { visitor });
    service.clock.advance(1);
    const page = await visitor.get(checkidPath({ ...pape, "pape.max_auth_age": "0" }));
    expect(answerOf(await visitor.signIn(page))["mode"]).toBe("id_res");
  });
});

describe("what was allowed", () => {
  it("is in the person's list, and taken back there", async () => {
    const visitor = newVisitor(service.origin);
    await signInAndAllow(service, { visitor, ...bob });
    const page = await visitor.get("/permissions");
    expect(page.text).toContain("<h2><bdi>http://127.0.0.1:9004/</bdi></h2>");
    expect(page.text).toContain("A site · since");
    // The first form signs out.
    await visitor.submit(page, {}, 1);
    const silent = await visitor.get(checkidPath(immediate));
    expect(answerOf(silent)["mode"]).toBe("setup_needed");
  });
});

describe("an association that is over", () => {
  it("is replaced for the answer, and the site told to forget it", async () => {
    await using later = await startConsumerService();
    const { shared } = await associate(later);
    later.clock.advance(14 * 24 * 60 * 60 * 1000);
    const changes = { assoc_handle: shared.handle };
    const answer = answerOf(await signInAndAllow(later, { changes }));
    expect(answer["invalidate_handle"]).toBe(shared.handle);
    expect(answer["assoc_handle"]).not.toBe(shared.handle);
    const checked = await checkAuthentication(later, answer);
    expect(checked.text).toBe(
      `ns:${openIdNamespace}\nis_valid:true\ninvalidate_handle:${shared.handle}\n`,
    );
  });

  it("is not given up while it lives", async () => {
    const { shared } = await associate(service);
    const answer = answerOf(await signInAndAllow(service));
    const checked = await checkAuthentication(service, {
      ...answer,
      invalidate_handle: shared.handle,
    });
    expect(checked.fields["invalidate_handle"]).toBeUndefined();
  });
});
