import { createHash } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OAuthService, startOAuthService, taskQueue } from "../support/oauth-service.ts";
import {
  getCode,
  getJson,
  isAccepted,
  postForm,
  type TokenReply,
} from "../support/oauth-tokens.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";

const verifier = "v".repeat(43);
const challenge = createHash("sha256").update(verifier).digest("base64url");
const pkce = { code_challenge: challenge, code_challenge_method: "S256" };

let service: OAuthService;
beforeAll(async () => {
  service = await startOAuthService();
});
afterAll(() => service[Symbol.asyncDispose]());

const client = (origin: string): Record<string, string> => ({
  client_id: "leasehold-console",
  redirect_uri: `${origin}/console/`,
});

function address(changes: Record<string, string> = {}): string {
  const query = { ...client(service.origin), ...pkce, response_type: "code", scope: taskQueue };
  return `/o/oauth2/v2/auth?${new URLSearchParams({ ...query, ...changes }).toString()}`;
}

async function exchange(code: string, origin = service.origin): Promise<TokenReply> {
  const form = { grant_type: "authorization_code", code, code_verifier: verifier };
  return postForm(service, "/token", { ...client(service.origin), ...form }, { origin });
}

// fetch writes Host by itself.
function askByHost(host: string, path: string): Promise<{ status: number; location: string }> {
  return new Promise((resolve, reject) => {
    request(service.origin + path, { headers: { host } }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? "" });
    })
      .on("error", reject)
      .end();
  });
}

async function signIn(visitor: Visitor): Promise<string> {
  const code = await getCode(service, { ...client(service.origin), ...pkce }, visitor);
  return String((await exchange(code)).body["access_token"]);
}

describe("the console's own client", () => {
  test("gets a code without asking the person whether the service may act for them", async () => {
    const visitor = newVisitor(service.origin);
    const page = await visitor.signIn(await visitor.get(address()));
    expect(page.location).toMatch(new RegExp(`^${service.origin}/console/\\?code=`));
    const again = await visitor.get(address({ prompt: "none" }));
    expect(new URL(again.location).searchParams.has("code")).toBe(true);
  });

  test("is told that nobody is signed in when it asks without a page", async () => {
    const page = await newVisitor(service.origin).get(address({ prompt: "none" }));
    expect(new URL(page.location).searchParams.get("error")).toBe("login_required");
  });

  test.each([
    "http://127.0.0.1:9999/console/",
    "http://localhost/console/",
    "https://queues.example.com/console/",
    "http://127.0.0.1/console",
  ])("gets no answer anywhere but on the origin that was asked: %s", async (redirectUri) => {
    const page = await newVisitor(service.origin).get(address({ redirect_uri: redirectUri }));
    expect([page.status, page.location]).toEqual([400, ""]);
    expect(page.text).toContain("is not one that the application");
  });

  test("belongs to each public origin, as the browser asked it", async () => {
    const ask = (redirectUri: string) =>
      askByHost("queues.example.com", address({ redirect_uri: redirectUri, prompt: "none" }));
    const own = await ask("https://queues.example.com/console/");
    expect(own.status).toBe(303);
    expect(own.location).toMatch(
      /^https:\/\/queues\.example\.com\/console\/\?error=login_required/,
    );
    expect((await ask(`${service.origin}/console/`)).status).toBe(400);
  });

  test("must use PKCE", async () => {
    const query = { ...client(service.origin), response_type: "code", scope: taskQueue };
    const visitor = newVisitor(service.origin);
    const page = await visitor.get(`/o/oauth2/v2/auth?${new URLSearchParams(query).toString()}`);
    expect(page.location).toContain("error=invalid_request");
  });

  test("has its tokens on its own origin only", async () => {
    const code = await getCode(service, { ...client(service.origin), ...pkce });
    const elsewhere = await exchange(code, "http://127.0.0.1:9999");
    expect([elsewhere.status, elsewhere.body["error"]]).toEqual([403, "unauthorized_client"]);
    expect((await exchange(code)).status).toBe(200);
  });
});

describe("signing out of the console", () => {
  test("takes its access token in place of the form's secret, and ends session and tokens", async () => {
    const visitor = newVisitor(service.origin);
    const token = await signIn(visitor);
    const page = await visitor.post("/signout", { token });
    expect([page.status, page.location]).toEqual([303, "/signin?continue=%2Fconsole%2F"]);
    expect(visitor.cookies.has(visitor.sessionCookie)).toBe(false);
    const info = await getJson(service, `/tokeninfo?access_token=${token}`);
    expect(info.status).toBe(400);
    const silent = await visitor.get(address({ prompt: "none" }));
    expect(silent.location).toContain("error=login_required");
  });

  test("leaves a browser alone in which somebody else is signed in, or that sends no cookies", async () => {
    const attacker = newVisitor(service.origin);
    await attacker.signIn(await attacker.get("/signin"), "bob@example.com", "battery-staple");
    const token = await signIn(attacker);
    const visitor = newVisitor(service.origin);
    await signIn(visitor);
    const form = new URLSearchParams({ token });
    const fromElsewhere = await newVisitor(service.origin).post("/signout", form.toString());
    expect(fromElsewhere.headers.getSetCookie()).toEqual([]);
    const again = await signIn(attacker);
    const page = await visitor.post("/signout", { token: again });
    expect(page.status).toBe(303);
    expect(visitor.cookies.has(visitor.sessionCookie)).toBe(true);
    const silent = await visitor.get(address({ prompt: "none" }));
    expect(new URL(silent.location).searchParams.has("code")).toBe(true);
  });

  test.each([
    ["no token at all", async () => ({})],
    ["a token that is none", async () => ({ token: "ya29.nothing" })],
    [
      "a token of another application",
      async () => {
        const code = await getCode(service);
        const reply = await postForm(service, "/token", {
          client_id: "web-client",
          client_secret: "web-secret",
          grant_type: "authorization_code",
          code,
          redirect_uri: "http://127.0.0.1:9004/callback",
        });
        return { token: String(reply.body["access_token"]) };
      },
    ],
  ])("is refused with %s", async (_name, form) => {
    const visitor = newVisitor(service.origin);
    await signIn(visitor);
    const page = await visitor.post("/signout", await form());
    expect(page.status).toBe(403);
    expect(visitor.cookies.has(visitor.sessionCookie)).toBe(true);
  });
});

describe("a new password", () => {
  test.each([
    [
      "that somebody takes",
      () =>
        service.authority.administration.account.changePassword(
          "ada@example.com",
          { currentPassword: "correct-horse", newPassword: "correct-horse" },
          { actor: "ada@example.com" },
        ),
    ],
    [
      "by a one-time link",
      async () => {
        const { users } = service.authority.administration;
        const { url = "" } = await users.resetPassword("ada@example.com", { actor: "x" });
        const visitor = newVisitor(service.origin);
        await visitor.submit(await visitor.get(url), { password: "correct-horse" });
      },
    ],
  ])("%s ends the console's tokens with the sessions they came from", async (_how, change) => {
    const token = await signIn(newVisitor(service.origin));
    expect(await isAccepted(service, token)).toBe(true);
    await change();
    expect(await isAccepted(service, token)).toBe(false);
  });
});
