import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OAuthService, startOAuthService, taskQueue } from "../support/oauth-service.ts";
import { getJson, getTokens, isAccepted, postForm, webClient } from "../support/oauth-tokens.ts";

let service: OAuthService;
beforeAll(async () => {
  service = await startOAuthService();
});
afterAll(() => service[Symbol.asyncDispose]());

async function adaId(): Promise<string> {
  const user = await service.database
    .selectFrom("users")
    .select("id")
    .where("email", "=", "ada@example.com")
    .executeTakeFirstOrThrow();
  return user.id;
}

async function workerToken(scopes: string): Promise<string> {
  const now = Math.floor(service.clock.now() / 1000);
  const claims = {
    iss: "worker@acme.example.com",
    scope: scopes,
    aud: "https://oauth2.googleapis.com/token",
    iat: now,
    exp: now + 3600,
  };
  const assertion = await new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256" })
    .sign(service.workerKey);
  const grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  const reply = await postForm(service, "/token", { grant_type, assertion });
  return String(reply.body["access_token"]);
}

describe("revocation", () => {
  test.each([
    [
      "GET with the token in the query",
      "access",
      (t: string) => getJson(service, `/o/oauth2/revoke?token=${t}`),
    ],
    [
      "POST with it in the query and no body",
      "refresh",
      (t: string) => postForm(service, `/revoke?token=${t}`),
    ],
    ["POST with a form", "access", (t: string) => postForm(service, "/revoke", { token: t })],
    [
      "POST with credentials and a hint, as RFC 7009 has it",
      "refresh",
      (t: string) =>
        postForm(service, "/o/oauth2/revoke", {
          ...webClient,
          token: t,
          token_type_hint: "refresh_token",
        }),
    ],
    [
      "POST with JSON",
      "refresh",
      async (t: string) => {
        const response = await fetch(`${service.origin}/revoke`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ token: t }),
        });
        return { status: response.status, body: await response.json() };
      },
    ],
  ] as const)("by %s ends the whole grant (%s token)", async (_name, kind, revoke) => {
    const { accessToken, refreshToken } = await getTokens(service);
    const older = await getTokens(service);
    expect(await isAccepted(service, accessToken)).toBe(true);
    expect(await isAccepted(service, older.accessToken)).toBe(true);
    const reply = await revoke(kind === "access" ? accessToken : refreshToken);
    expect([reply.status, reply.body]).toEqual([200, {}]);
    expect(await isAccepted(service, accessToken)).toBe(false);
    expect(await isAccepted(service, older.accessToken)).toBe(false);
    const refresh = await postForm(service, "/token", {
      ...webClient,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    });
    expect(refresh.body["error"]).toBe("invalid_grant");
  });

  test("ends a service account's token alone", async () => {
    const [one, other] = [await workerToken(taskQueue), await workerToken(taskQueue)];
    expect(await isAccepted(service, one)).toBe(true);
    expect((await postForm(service, "/revoke", { token: one })).status).toBe(200);
    expect(await isAccepted(service, one)).toBe(false);
    expect(await isAccepted(service, other)).toBe(true);
  });

  test("of an unknown, expired or revoked token is answered with invalid_token", async () => {
    const words = { error: "invalid_token", error_description: "Token expired or revoked" };
    const { accessToken } = await getTokens(service);
    service.clock.advance(3600 * 1000);
    for (const token of ["unknown", accessToken]) {
      const reply = await postForm(service, "/revoke", { token });
      expect([reply.status, reply.body]).toEqual([400, words]);
    }
    const none = await postForm(service, "/revoke");
    expect([none.status, none.body["error"]]).toEqual([400, "invalid_request"]);
  });

  test("does not happen by HEAD", async () => {
    const { accessToken } = await getTokens(service);
    const response = await fetch(`${service.origin}/revoke?token=${accessToken}`, {
      method: "HEAD",
    });
    expect(response.status).toBe(404);
    expect(await isAccepted(service, accessToken)).toBe(true);
  });
});

describe("tokeninfo", () => {
  const scope = `${taskQueue} openid email`;

  test.each(["/tokeninfo", "/oauth2/v3/tokeninfo"])("answers in strings on %s", async (path) => {
    const { accessToken } = await getTokens(service, { scope });
    service.clock.advance(500);
    const expected = {
      azp: "web-client",
      aud: "web-client",
      sub: await adaId(),
      scope,
      exp: expect.stringMatching(/^\d+$/),
      expires_in: "3599",
      email: "ada@example.com",
      email_verified: "true",
      access_type: "offline",
    };
    expect((await getJson(service, `${path}?access_token=${accessToken}`)).body).toEqual(expected);
    const bearer = { authorization: `Bearer ${accessToken}` };
    expect((await postForm(service, path, {}, bearer)).body).toEqual(expected);
    expect((await postForm(service, path, { access_token: accessToken })).body).toEqual(expected);
  });

  test.each(["/oauth2/v1/tokeninfo", "/oauth2/v2/tokeninfo"])(
    "answers in numbers on %s",
    async (path) => {
      const { accessToken } = await getTokens(service, { scope, access_type: "online" });
      const reply = await getJson(service, `${path}?access_token=${accessToken}`);
      expect(reply.body).toEqual({
        issued_to: "web-client",
        audience: "web-client",
        user_id: await adaId(),
        scope,
        expires_in: 3600,
        email: "ada@example.com",
        verified_email: true,
        access_type: "online",
      });
    },
  );

  test("tells the e-mail address only to those who may see it", async () => {
    const { accessToken } = await getTokens(service);
    const reply = await getJson(service, `/tokeninfo?access_token=${accessToken}`);
    expect(reply.body).not.toHaveProperty("email");
  });

  test("answers the fields that are asked for", async () => {
    const { accessToken } = await getTokens(service);
    const ask = (fields: string) =>
      getJson(service, `/oauth2/v3/tokeninfo?access_token=${accessToken}&fields=${fields}`);
    expect((await ask("scope")).body).toEqual({ scope: taskQueue });
    expect((await ask("aud,expires_in")).body).toEqual({ aud: "web-client", expires_in: "3600" });
    expect((await ask("nonsense")).body).toEqual({
      error: "invalid_request",
      error_description: "Invalid field selection nonsense",
    });
  });

  test("refuses an unknown token, a refresh token, an expired one and none", async () => {
    const { accessToken, refreshToken } = await getTokens(service);
    const ask = (token: string) => getJson(service, `/tokeninfo?access_token=${token}`);
    const words = { error: "invalid_token", error_description: "Invalid Value" };
    for (const token of ["unknown", refreshToken]) {
      const reply = await ask(token);
      expect([reply.status, reply.body]).toEqual([400, words]);
    }
    service.clock.advance(3600 * 1000);
    expect((await ask(accessToken)).body).toEqual(words);
    expect((await getJson(service, "/tokeninfo")).body["error"]).toBe("invalid_request");
  });
});

describe("userinfo", () => {
  test.each(["/oauth2/v3/userinfo", "/v1/userinfo"])(
    "answers as OpenID Connect has it on %s",
    async (path) => {
      const { accessToken } = await getTokens(service, { scope: "openid email profile" });
      const bearer = { authorization: `Bearer ${accessToken}` };
      const expected = {
        sub: await adaId(),
        name: "Ada Lovelace",
        email: "ada@example.com",
        email_verified: true,
      };
      expect((await getJson(service, path, bearer)).body).toEqual(expected);
      expect((await postForm(service, path, { access_token: accessToken })).body).toEqual(expected);
    },
  );

  test.each(["/oauth2/v1/userinfo", "/oauth2/v2/userinfo"])(
    "answers as before on %s",
    async (path) => {
      const scope = "https://www.googleapis.com/auth/userinfo.email";
      const { accessToken } = await getTokens(service, { scope });
      const reply = await getJson(service, path, { authorization: `OAuth ${accessToken}` });
      expect(reply.body).toEqual({
        id: await adaId(),
        email: "ada@example.com",
        verified_email: true,
      });
    },
  );

  test("tells what the scopes allow", async () => {
    const { accessToken } = await getTokens(service, { scope: "openid" });
    const reply = await getJson(service, `/v1/userinfo?access_token=${accessToken}`);
    expect(reply.body).toEqual({ sub: await adaId() });
  });

  test("knows a service account", async () => {
    const token = await workerToken("email");
    const reply = await getJson(service, `/v1/userinfo?access_token=${token}`);
    expect(reply.body).toMatchObject({ email: "worker@acme.example.com", email_verified: true });
  });

  test("refuses no token, a bad one and one without a scope for it, each with a challenge", async () => {
    const none = await getJson(service, "/v1/userinfo");
    expect(none.status).toBe(401);
    expect(none.headers.get("www-authenticate")).toBe(`Bearer realm="${service.origin}"`);
    const bad = await getJson(service, "/v1/userinfo", { authorization: "Bearer garbage" });
    expect([bad.status, bad.body["error"]]).toEqual([401, "invalid_token"]);
    expect(bad.headers.get("www-authenticate")).toBe(
      `Bearer realm="${service.origin}", error="invalid_token", error_description="Invalid Credentials"`,
    );
    const { accessToken } = await getTokens(service);
    const little = await getJson(service, `/v1/userinfo?access_token=${accessToken}`);
    expect([little.status, little.body["error"]]).toEqual([403, "insufficient_scope"]);
    expect(little.headers.get("www-authenticate")).toBe(
      `Bearer realm="${service.origin}", error="insufficient_scope", scope="openid email profile"`,
    );
  });

  test("refuses two tokens that differ", async () => {
    const reply = await getJson(service, "/v1/userinfo?access_token=a", {
      authorization: "Bearer b",
    });
    expect([reply.status, reply.body["error"]]).toEqual([400, "invalid_request"]);
  });
});
