import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  callback,
  type OAuthService,
  startOAuthService,
  taskQueue,
} from "../support/oauth-service.ts";
import { answerOf, newVisitor, type Visitor, type VisitorPage } from "../support/visitor.ts";

const request = {
  client_id: "web-client",
  redirect_uri: callback,
  response_type: "code",
  scope: taskQueue,
  state: "s1",
};

function authorizePath(changes: Record<string, string | undefined> = {}): string {
  const parameters = Object.entries({ ...request, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return `/o/oauth2/v2/auth?${new URLSearchParams(parameters).toString()}`;
}

async function ask(
  visitor: Visitor,
  changes: Record<string, string | undefined> = {},
): Promise<VisitorPage> {
  const page = await visitor.get(authorizePath(changes));
  return page.text.includes('name="password"') ? visitor.signIn(page) : page;
}

async function allow(
  visitor: Visitor,
  changes: Record<string, string | undefined> = {},
): Promise<VisitorPage> {
  return visitor.submit(await ask(visitor, changes), { decision: "allow" });
}

describe("an authorization request that is allowed", () => {
  test.each(["/o/oauth2/v2/auth", "/o/oauth2/auth", "/accounts/o8/oauth2/authorization"])(
    "signs the person in, asks for consent in words, and sends a code (%s)",
    async (path) => {
      await using service = await startOAuthService();
      const visitor = newVisitor(service.origin);
      const signIn = await visitor.get(
        authorizePath({ login_hint: "ada@example.com" }).replace("/o/oauth2/v2/auth", path),
      );
      expect(signIn.status).toBe(200);
      expect(signIn.text).toContain("Acme Web");
      expect(signIn.text).toContain('value="ada@example.com"');
      const consent = await visitor.signIn(signIn);
      expect(consent.text).toContain("<bdi>Acme Web</bdi> asks for access to your account");
      expect(consent.text).toContain("An application of the project <bdi>Acme</bdi>");
      expect(consent.text).toContain("ada@example.com");
      expect(consent.text).toContain(
        "<li>See, insert, lease, change and delete tasks in your task queues</li>",
      );
      const answer = await visitor.submit(consent, { decision: "allow" });
      expect(answer.status).toBe(303);
      expect(answer.location).toMatch(/^http:\/\/127\.0\.0\.1:9004\/callback\?code=lhc_/);
      expect(answerOf(answer)).toMatchObject({
        state: "s1",
        scope: taskQueue,
        iss: service.origin,
      });
    },
  );

  test("is asked for once; new scopes and force ask again", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    await allow(visitor);
    expect(answerOf(await ask(visitor))).toHaveProperty("code");
    const more = await ask(visitor, { scope: `${taskQueue} email` });
    expect(more.text).toContain("<li>See your e-mail address</li>");
    for (const again of [{ approval_prompt: "force" }, { prompt: "consent" }]) {
      expect((await ask(visitor, again)).text).toContain('value="allow"');
    }
    expect(answerOf(await ask(visitor, { approval_prompt: "auto" }))).toHaveProperty("code");
  });

  test("is remembered for one person and one application", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    await allow(visitor);
    const other = await ask(visitor, {
      client_id: "cli-client",
      redirect_uri: "http://localhost:5000/",
    });
    expect(other.text).toContain("<bdi>Acme CLI</bdi> asks for access");
    const bob = newVisitor(service.origin);
    const page = await bob.signIn(
      await bob.get(authorizePath()),
      "bob@example.com",
      "battery-staple",
    );
    expect(page.text).toContain("<bdi>Acme Web</bdi> asks for access");
  });

  test("holds what was granted before with include_granted_scopes", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    await allow(visitor);
    const answer = await allow(visitor, {
      scope: "email",
      include_granted_scopes: "true",
    });
    expect(answerOf(answer)["scope"]).toBe(`email ${taskQueue}`);
  });

  test("tells what is new from what was allowed before", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    await allow(visitor);
    const page = await ask(visitor, { scope: `${taskQueue} email` });
    const [asked = "", had = ""] = page.text.split("You have already allowed it to:");
    expect(asked).toContain("<li>See your e-mail address</li>");
    expect(asked).not.toContain("in your task queues");
    expect(had).toContain("<li>See, insert, lease, change and delete tasks");
    const forced = await ask(visitor, { prompt: "consent" });
    expect(forced.text).not.toContain("You have already allowed it to:");
  });

  test("keeps the redirect address's own query", async () => {
    await using service = await startOAuthService();
    const answer = await allow(newVisitor(service.origin), {
      client_id: "odd:client",
      redirect_uri: "http://127.0.0.1:9004/odd?a=1",
    });
    expect(answer.location).toMatch(/^http:\/\/127\.0\.0\.1:9004\/odd\?a=1&code=/);
  });

  test("may come as a form", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const moved = await visitor.post("/o/oauth2/v2/auth", request);
    expect(moved.status).toBe(303);
    expect((await visitor.get(moved.location)).text).toContain('name="password"');
  });

  test("carries any state back as it was", async () => {
    await using service = await startOAuthService();
    const state = `"><script>alert(1)</script>&code=x#\r\nSet-Cookie: a=b ☃`;
    const visitor = newVisitor(service.origin);
    const consent = await ask(visitor, { state });
    expect(consent.text).not.toContain("<script");
    const answer = await visitor.submit(consent, { decision: "allow" });
    expect(answerOf(answer)["state"]).toBe(state);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });
});

describe("an authorization request that is denied", () => {
  test("is answered with access_denied and the state, and remembers nothing", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const consent = await ask(visitor);
    const answer = await visitor.submit(consent, { decision: "deny" });
    expect(answer.status).toBe(303);
    expect(answerOf(answer)).toEqual({
      error: "access_denied",
      error_description: "The person did not allow it.",
      state: "s1",
      iss: service.origin,
    });
    expect((await ask(visitor)).text).toContain('value="allow"');
  });
});

describe("a mistake in an authorization request", () => {
  let service: OAuthService;
  beforeAll(async () => {
    service = await startOAuthService();
  });
  afterAll(() => service[Symbol.asyncDispose]());

  test.each([
    ["unsupported_response_type", { response_type: "none" }],
    ["unsupported_response_type", { response_type: "code code" }],
    ["invalid_request", { response_type: undefined }],
    ["invalid_request", { response_mode: "form_post" }],
    ["invalid_scope", { scope: "https://www.googleapis.com/auth/drive" }],
    ["invalid_scope", { scope: `${taskQueue} nonsense` }],
    ["invalid_scope", { scope: undefined }],
    ["invalid_request", { access_type: "sometimes" }],
    ["invalid_request", { approval_prompt: "maybe" }],
    ["invalid_request", { prompt: "shout" }],
    ["invalid_request", { prompt: "none consent" }],
    ["invalid_request", { max_age: "-1" }],
    ["invalid_request", { code_challenge: "short", code_challenge_method: "S256" }],
    ["invalid_request", { code_challenge: "a".repeat(43), code_challenge_method: "S512" }],
    ["request_not_supported", { request: "e30.e30." }],
    ["request_uri_not_supported", { request_uri: "https://example.com/r" }],
    ["login_required", { prompt: "none" }],
  ])("is answered with %s by a redirect: %o", async (error, changes) => {
    const answer = await newVisitor(service.origin).get(authorizePath(changes));
    expect(answer.status).toBe(303);
    expect(answer.location.startsWith(`${callback}?`)).toBe(true);
    expect(answerOf(answer)).toMatchObject({ error, state: "s1", iss: service.origin });
  });

  test("that a parameter is there twice is answered with invalid_request", async () => {
    const answer = await newVisitor(service.origin).get(`${authorizePath()}&nonce=a&nonce=b`);
    expect(answerOf(answer)["error"]).toBe("invalid_request");
  });

  test("prompt=none where consent is needed is answered with consent_required", async () => {
    const visitor = newVisitor(service.origin);
    await ask(visitor);
    expect(answerOf(await visitor.get(authorizePath({ prompt: "none" })))["error"]).toBe(
      "consent_required",
    );
    await allow(visitor);
    expect(answerOf(await visitor.get(authorizePath({ prompt: "none" })))).toHaveProperty("code");
  });

  test("a client without a secret must use PKCE", async () => {
    const client = { client_id: "spa-client", redirect_uri: "http://127.0.0.1:9005/" };
    const answer = await newVisitor(service.origin).get(authorizePath(client));
    expect(answerOf(answer)).toMatchObject({ error: "invalid_request", state: "s1" });
    const challenge = createHash("sha256").update("v".repeat(43)).digest("base64url");
    const page = await newVisitor(service.origin).get(
      authorizePath({ ...client, code_challenge: challenge, code_challenge_method: "S256" }),
    );
    expect(page.status).toBe(200);
  });

  test("a request of 10,000 characters is refused on a page", async () => {
    const page = await newVisitor(service.origin).get(authorizePath({ state: "x".repeat(10_000) }));
    expect(page.status).toBe(400);
    expect(page.text).toContain("request_too_long");
    const form = { ...request, state: "x".repeat(10_000) };
    expect((await newVisitor(service.origin).post("/o/oauth2/auth", form)).status).toBe(400);
  });
});

describe("an unknown client or a redirect address that is not its own", () => {
  let service: OAuthService;
  beforeAll(async () => {
    service = await startOAuthService();
  });
  afterAll(() => service[Symbol.asyncDispose]());

  test.each([
    ["no client", { client_id: undefined }],
    ["an unknown client", { client_id: "nobody" }],
    ["a client in other case", { client_id: "Web-Client" }],
    ["no address", { redirect_uri: undefined }],
    ["another host", { redirect_uri: "http://evil.example/callback" }],
    ["the scheme in capitals", { redirect_uri: "HTTP://127.0.0.1:9004/callback" }],
    ["the path in other case", { redirect_uri: "http://127.0.0.1:9004/Callback" }],
    ["a longer path", { redirect_uri: `${callback}/x` }],
    ["a slash more", { redirect_uri: `${callback}/` }],
    ["a query", { redirect_uri: `${callback}?x=1` }],
    ["a fragment", { redirect_uri: `${callback}#x` }],
    ["another port", { redirect_uri: "http://127.0.0.1:9005/callback" }],
    ["localhost for 127.0.0.1", { redirect_uri: "http://localhost:9004/callback" }],
    ["https for http", { redirect_uri: "https://127.0.0.1:9004/callback" }],
    ["an escaped letter", { redirect_uri: "http://127.0.0.1:9004/c%61llback" }],
    ["dots", { redirect_uri: "http://127.0.0.1:9004/x/../callback" }],
    ["user and password", { redirect_uri: "http://127.0.0.1:9004@evil.example/callback" }],
    ["a user at the right host", { redirect_uri: "http://evil.example@127.0.0.1:9004/callback" }],
    [
      "a backslash before the host",
      { redirect_uri: "http://evil.example\\@127.0.0.1:9004/callback" },
    ],
    ["a line break", { redirect_uri: `${callback}\r\nSet-Cookie: a=b` }],
    ["an escaped slash", { redirect_uri: "http://127.0.0.1:9004/%2e%2e%2fcallback" }],
    ["a wide full stop", { redirect_uri: "http://127\uff0e0.0.1:9004/callback" }],
    ["a longer host", { redirect_uri: "http://127.0.0.1:9004.evil.example/callback" }],
    ["a space before", { redirect_uri: ` ${callback}` }],
    ["a tab within", { redirect_uri: "http://127.0.0.1:9004/call\tback" }],
    ["a script", { redirect_uri: "javascript:alert(1)" }],
    ["another client's", { redirect_uri: "http://127.0.0.1:9005/" }],
    ["out of band, not switched on", { redirect_uri: "urn:ietf:wg:oauth:2.0:oob" }],
  ])("gets a page with 400 and no redirect: %s", async (_name, changes) => {
    const page = await newVisitor(service.origin).get(authorizePath(changes));
    expect(page.status).toBe(400);
    expect(page.location).toBe("");
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.text).toContain("This request cannot be answered");
  });

  test("given twice is refused on a page", async () => {
    for (const name of ["client_id", "redirect_uri"] as const) {
      const page = await newVisitor(service.origin).get(
        `${authorizePath()}&${new URLSearchParams({ [name]: request[name] }).toString()}`,
      );
      expect([page.status, page.location]).toEqual([400, ""]);
    }
  });

  test("is shown as text, never as markup", async () => {
    const page = await newVisitor(service.origin).get(
      authorizePath({ client_id: "<img src=x onerror=alert(1)>" }),
    );
    expect(page.text).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(page.text).not.toContain("<img");
  });
});

describe("an installed application", () => {
  let service: OAuthService;
  beforeAll(async () => {
    service = await startOAuthService();
  });
  afterAll(() => service[Symbol.asyncDispose]());

  test.each([
    "http://127.0.0.1:5000/",
    "http://127.0.0.1:61234/any/path?x=1",
    "http://localhost:8080",
    "http://localhost/",
    "http://[::1]:8080/cb",
  ])("may be answered on any loopback port and path: %s", async (redirect_uri) => {
    const page = await newVisitor(service.origin).get(
      authorizePath({ client_id: "cli-client", redirect_uri }),
    );
    expect(page.status).toBe(200);
  });

  test.each([
    "https://127.0.0.1:5000/",
    "http://127.0.0.2:5000/",
    "http://127.1:5000/",
    "http://2130706433/",
    "http://localhost.evil.example/",
    "http://localhost:80@evil.example/",
    "http://evil.example@localhost:5000/",
    "http://localhost:5000\r\nSet-Cookie: a=b",
    "http://\uff4cocalhost/",
    "//localhost:5000/",
    "http://localhost:99999/",
    "http://localhost:0/",
    "http://LOCALHOST:5000/",
    "http://localhost\\@evil.example/",
    "http://localhost:5000/#x",
    "http://%6cocalhost/",
    "http://localhost\t/",
    "http://localhost?@evil.example\\",
  ])("is answered nowhere else: %s", async (redirect_uri) => {
    const page = await newVisitor(service.origin).get(
      authorizePath({ client_id: "cli-client", redirect_uri }),
    );
    expect([page.status, page.location]).toEqual([400, ""]);
  });
});

describe("signing in for a request", () => {
  test("is asked for again by prompt=login, once", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    await allow(visitor);
    service.clock.advance(1000);
    const page = await visitor.get(authorizePath({ prompt: "login" }));
    expect(page.text).toContain('name="password"');
    expect(answerOf(await visitor.signIn(page))).toHaveProperty("code");
  });

  test("is asked for again when it is longer ago than max_age", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    await allow(visitor);
    service.clock.advance(60_000);
    expect(answerOf(await visitor.get(authorizePath({ max_age: "60" })))).toHaveProperty("code");
    service.clock.advance(1);
    const page = await visitor.get(authorizePath({ max_age: "60" }));
    expect(answerOf(await visitor.signIn(page))).toHaveProperty("code");
  });

  test("as somebody else is offered by the consent page", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const consent = await ask(visitor);
    const [, path = ""] = /href="(\/signin[^"]*)"/.exec(consent.text) ?? [];
    const other = await visitor.signIn(
      await visitor.get(path),
      "bob@example.com",
      "battery-staple",
    );
    expect(other.text).toContain("<strong>bob@example.com</strong>");
    expect(other.text).toContain("<bdi>Acme Web</bdi> asks for access");
  });

  test("must not take longer than an hour", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const page = await visitor.get(authorizePath());
    service.clock.advance(60 * 60 * 1000);
    const late = await visitor.signIn(page);
    expect(late.status).toBe(400);
    expect(late.text).toContain("Go back to the application and start again from there.");
  });
});

describe("the consent form", () => {
  test("is refused without its CSRF token, with another's, and from another site", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const consent = await ask(visitor);
    const bob = newVisitor(service.origin);
    const bobs = await bob.signIn(
      await bob.get(authorizePath()),
      "bob@example.com",
      "battery-staple",
    );
    const [, csrf = ""] = /name="csrf"\s+value="([^"]+)"/.exec(bobs.text) ?? [];
    for (const wrong of ["", "x", csrf]) {
      const answer = await visitor.submit(consent, { decision: "allow", csrf: wrong });
      expect([answer.status, answer.location]).toEqual([403, ""]);
    }
    const [, request = ""] = /name="request"\s+value="([^"]+)"/.exec(consent.text) ?? [];
    const [, own = ""] = /name="csrf"\s+value="([^"]+)"/.exec(consent.text) ?? [];
    const form = { decision: "allow", csrf: own, request };
    for (const site of ["cross-site", "same-site"]) {
      const answer = await visitor.post("/o/oauth2/approval", form, { "sec-fetch-site": site });
      expect(answer.status).toBe(403);
    }
    const good = await visitor.post("/o/oauth2/approval", form, {
      "sec-fetch-site": "same-origin",
    });
    expect(good.status).toBe(303);
  });

  test("takes no request that was made for another session, or that was changed", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const consent = await ask(visitor);
    const bob = newVisitor(service.origin);
    const bobs = await bob.signIn(
      await bob.get(authorizePath({ scope: "email" })),
      "bob@example.com",
      "battery-staple",
    );
    const [, foreign = ""] = /name="request"\s+value="([^"]+)"/.exec(bobs.text) ?? [];
    for (const request of [foreign, `${foreign.slice(0, -2)}AA`, "", "x"]) {
      const answer = await visitor.submit(consent, { decision: "allow", request });
      expect([answer.status, answer.location]).toEqual([400, ""]);
      expect(answer.text).toContain("request_expired");
    }
  });

  test("counts anything but allow as a denial", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const answer = await visitor.submit(await ask(visitor), { decision: "Allow" });
    expect(answerOf(answer)["error"]).toBe("access_denied");
  });

  test("shows an application's name as text", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const consent = await ask(visitor, { client_id: "evil-client" });
    expect(consent.text).toContain("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=");
    expect(consent.text).not.toContain("<script");
  });

  test("lets the browser follow the redirect to the application, and where that leads", async () => {
    await using service = await startOAuthService();
    const visitor = newVisitor(service.origin);
    const signIn = await visitor.get(authorizePath());
    const policy =
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self' http: https:; frame-ancestors 'none'; base-uri 'none'";
    expect(signIn.headers.get("content-security-policy")).toBe(policy);
    const consent = await visitor.signIn(signIn);
    expect(consent.headers.get("content-security-policy")).toBe(policy);
  });
});
