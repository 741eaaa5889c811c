import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OAuthService, startOAuthService, taskQueue } from "../support/oauth-service.ts";
import {
  exchange,
  getCode,
  getTokens,
  isAccepted,
  postForm,
  webClient,
} from "../support/oauth-tokens.ts";
import { newVisitor } from "../support/visitor.ts";

let service: OAuthService;
beforeAll(async () => {
  service = await startOAuthService();
});
afterAll(() => service[Symbol.asyncDispose]());

const minute = 60 * 1000;

describe("the authorization code grant", () => {
  test.each([
    "/token",
    "/o/oauth2/token",
    "/oauth2/v3/token",
    "/oauth2/v4/token",
    "/accounts/o8/oauth2/token",
  ])("answers on %s with a token that the API takes", async (path) => {
    const code = await getCode(service, { access_type: "offline", prompt: "consent" });
    const reply = await postForm(service, path, {
      ...webClient,
      grant_type: "authorization_code",
      code,
      redirect_uri: "http://127.0.0.1:9004/callback",
      scope: "ignored",
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect(reply.headers.get("access-control-allow-origin")).toBe("*");
    expect(reply.body).toEqual({
      access_token: expect.stringMatching(/^lha_[\w-]{43}$/),
      expires_in: 3600,
      token_type: "Bearer",
      scope: taskQueue,
      refresh_token: expect.stringMatching(/^lhr_[\w-]{43}$/),
    });
    expect(await isAccepted(service, String(reply.body["access_token"]))).toBe(true);
  });

  test("takes a JSON body", async () => {
    const response = await fetch(`${service.origin}/oauth2/v4/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        ...webClient,
        grant_type: "authorization_code",
        code: await getCode(service),
        redirect_uri: "http://127.0.0.1:9004/callback",
      }),
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveProperty("access_token");
  });

  test("gives a refresh token only for offline access, and only when the person was asked", async () => {
    const visitor = newVisitor(service.origin);
    const online = await exchange(service, await getCode(service, { prompt: "consent" }, visitor));
    expect(online.body).not.toHaveProperty("refresh_token");
    const asked = { access_type: "offline", approval_prompt: "force" };
    const offline = await exchange(service, await getCode(service, asked, visitor));
    expect(offline.body).toHaveProperty("refresh_token");
    const again = await exchange(
      service,
      await getCode(service, { access_type: "offline" }, visitor),
    );
    expect(again.status).toBe(200);
    expect(again.body).not.toHaveProperty("refresh_token");
  });

  test("takes a code once; the second use revokes what the first gave", async () => {
    const code = await getCode(service, { access_type: "offline", prompt: "consent" });
    const first = await exchange(service, code);
    const refreshToken = String(first.body["refresh_token"]);
    const second = await postForm(service, "/token", {
      ...webClient,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    });
    const tokens = [first.body["access_token"], second.body["access_token"]].map(String);
    for (const token of tokens) expect(await isAccepted(service, token)).toBe(true);
    const replay = await exchange(service, code);
    expect([replay.status, replay.body]).toEqual([
      400,
      { error: "invalid_grant", error_description: "Malformed auth code." },
    ]);
    for (const token of tokens) expect(await isAccepted(service, token)).toBe(false);
    const late = await postForm(service, "/token", {
      ...webClient,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    });
    expect(late.body["error"]).toBe("invalid_grant");
    const log = service.database.selectFrom("audit_log").select(["actor", "target"]);
    expect(await log.where("action", "=", "code.replay").execute()).toEqual([
      { actor: "ada@example.com", target: "web-client" },
    ]);
  });

  test("lets one of many uses at the same moment win at most, and keeps nothing alive", async () => {
    const code = await getCode(service);
    const replies = await Promise.all(Array.from({ length: 5 }, () => exchange(service, code)));
    const tokens = replies.map((reply) => reply.body["access_token"]).filter(Boolean);
    expect(tokens).toHaveLength(1);
    expect(await isAccepted(service, String(tokens[0]))).toBe(false);
  });

  test("takes a code for ten minutes", async () => {
    const [good, late] = [await getCode(service), await getCode(service)];
    service.clock.advance(10 * minute - 1);
    expect((await exchange(service, good)).status).toBe(200);
    service.clock.advance(1);
    expect((await exchange(service, late)).body["error"]).toBe("invalid_grant");
  });

  test("takes a code from the client that it was made for, and from nobody else", async () => {
    const code = await getCode(service);
    const other = { client_id: "cli-client", client_secret: "cli-secret" };
    expect((await exchange(service, code, other)).body).toEqual({
      error: "invalid_grant",
      error_description: "Malformed auth code.",
    });
    expect((await exchange(service, code)).status).toBe(200);
  });

  test.each(["http://127.0.0.1:9004/Callback", "http://127.0.0.1:9004/callback/", ""])(
    "takes a code with its own redirect_uri only: %s",
    async (redirect_uri) => {
      const reply = await exchange(service, await getCode(service), { redirect_uri });
      expect([reply.status, reply.body["error"]]).toEqual([400, "invalid_grant"]);
    },
  );

  test.each([
    ["garbage", { code: "garbage" }, "invalid_grant", "Malformed auth code."],
    ["no code", { code: "" }, "invalid_request", "Missing required parameter: code"],
  ])("refuses %s", async (_name, changes, error, description) => {
    const reply = await exchange(service, "x", changes);
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual({ error, error_description: description });
  });
});

describe("PKCE", () => {
  const verifier = "verifier-verifier-verifier-verifier-verifier";
  const challenge = createHash("sha256").update(verifier).digest("base64url");

  test.each([
    ["S256", challenge],
    ["plain", verifier],
  ])("wants the verifier of an %s challenge", async (method, value) => {
    const asked = { code_challenge: value, code_challenge_method: method };
    const code = await getCode(service, asked);
    expect((await exchange(service, code)).body["error_description"]).toBe(
      "Missing code verifier.",
    );
    for (const wrong of [`${verifier}x`, method === "S256" ? challenge : "short"]) {
      expect((await exchange(service, code, { code_verifier: wrong })).body).toEqual({
        error: "invalid_grant",
        error_description: "Invalid code verifier.",
      });
    }
    expect((await exchange(service, code, { code_verifier: verifier })).status).toBe(200);
  });

  test("refuses a verifier for a code without a challenge", async () => {
    const reply = await exchange(service, await getCode(service), { code_verifier: verifier });
    expect(reply.body["error"]).toBe("invalid_grant");
  });

  test("stands in for the secret of a public client", async () => {
    const client = { client_id: "spa-client", redirect_uri: "http://127.0.0.1:9005/" };
    const code = await getCode(service, {
      ...client,
      code_challenge: challenge,
      code_challenge_method: "S256",
    });
    const form = { ...client, grant_type: "authorization_code", code, code_verifier: verifier };
    expect((await postForm(service, "/token", form)).status).toBe(200);
    const secret = await postForm(service, "/token", { ...form, client_secret: "any" });
    expect([secret.status, secret.body["error"]]).toEqual([401, "invalid_client"]);
  });
});

describe("the refresh token grant", () => {
  function refresh(refreshToken: string, changes: Record<string, string> = {}) {
    return postForm(service, "/token", {
      ...webClient,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
      ...changes,
    });
  }

  test("gives a new access token and keeps the refresh token", async () => {
    const { accessToken, refreshToken } = await getTokens(service);
    for (let time = 0; time < 2; time += 1) {
      const reply = await refresh(refreshToken);
      expect(reply.body).toEqual({
        access_token: expect.stringMatching(/^lha_/),
        expires_in: 3600,
        token_type: "Bearer",
        scope: taskQueue,
      });
      expect(reply.body["access_token"]).not.toBe(accessToken);
    }
  });

  test("may ask for less, and never for more", async () => {
    const { refreshToken } = await getTokens(service, { scope: `${taskQueue} email` });
    const less = await refresh(refreshToken, { scope: "email" });
    expect(less.body["scope"]).toBe("email");
    const more = await refresh(refreshToken, { scope: "email profile" });
    expect([more.status, more.body["error"]]).toEqual([400, "invalid_scope"]);
    expect((await refresh(refreshToken)).body["scope"]).toBe(`${taskQueue} email`);
  });

  test("refuses garbage, an access token, another client's and a revoked one in the same words", async () => {
    const { accessToken, refreshToken } = await getTokens(service);
    const words = {
      error: "invalid_grant",
      error_description: "Token has been expired or revoked.",
    };
    for (const token of ["garbage", accessToken])
      expect((await refresh(token)).body).toEqual(words);
    const other = { client_id: "cli-client", client_secret: "cli-secret" };
    expect((await refresh(refreshToken, other)).body).toEqual(words);
    await postForm(service, "/revoke", { token: refreshToken });
    expect((await refresh(refreshToken)).body).toEqual(words);
    expect((await refresh("")).body["error"]).toBe("invalid_request");
  });

  test("lets a refresh token live for six months after its last use", async () => {
    await using own = await startOAuthService();
    const { refreshToken } = await getTokens(own);
    const use = () =>
      postForm(own, "/token", {
        ...webClient,
        grant_type: "refresh_token",
        refresh_token: refreshToken,
      });
    const day = 24 * 60 * minute;
    own.clock.advance(182 * day);
    expect((await use()).status).toBe(200);
    own.clock.advance(182 * day);
    expect((await use()).status).toBe(200);
    own.clock.advance(184 * day);
    expect((await use()).body["error"]).toBe("invalid_grant");
  });

  test("keeps 100 refresh tokens of one person and client; one more and the oldest dies", async () => {
    await using own = await startOAuthService();
    const visitor = newVisitor(own.origin);
    const tokens: string[] = [];
    for (let count = 0; count < 101; count += 1) {
      own.clock.advance(1);
      tokens.push((await getTokens(own, {}, visitor)).refreshToken);
    }
    const use = async (token: string | undefined) =>
      (
        await postForm(own, "/token", {
          ...webClient,
          grant_type: "refresh_token",
          refresh_token: token ?? "",
        })
      ).status;
    expect(await use(tokens[0])).toBe(400);
    expect(await use(tokens[1])).toBe(200);
    expect(await use(tokens[100])).toBe(200);
  });
});

describe("the token endpoint", () => {
  test.each([
    [
      { grant_type: "client_credentials" },
      "unsupported_grant_type",
      "Invalid grant_type: client_credentials",
    ],
    [{ grant_type: "password" }, "unsupported_grant_type", "Invalid grant_type: password"],
    [
      { grant_type: "urn:ietf:params:oauth:grant-type:saml2-bearer" },
      "unsupported_grant_type",
      "Invalid grant_type: urn:ietf:params:oauth:grant-type:saml2-bearer",
    ],
    [{ grant_type: "" }, "invalid_request", "Required parameter is missing: grant_type"],
    [{}, "invalid_request", "Required parameter is missing: grant_type"],
  ])("refuses %o", async (changes, error, description) => {
    const reply = await postForm(service, "/token", { ...webClient, ...changes });
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual({ error, error_description: description });
    expect(reply.headers.get("cache-control")).toBe("no-store");
  });

  test("refuses a parameter that is there twice", async () => {
    const reply = await postForm(service, "/token", [
      ["grant_type", "refresh_token"],
      ["grant_type", "authorization_code"],
    ]);
    expect([reply.status, reply.body["error"]]).toEqual([400, "invalid_request"]);
  });

  test.each([
    ["what is no JSON", "{"],
    ["a list", "[]"],
    ["a number for a text", '{"grant_type": 1}'],
  ])("refuses %s", async (_name, body) => {
    const response = await fetch(`${service.origin}/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: "invalid_request" });
  });

  test("takes a body of 64 KiB, and not a byte more", async () => {
    const pad = (bytes: number) =>
      `grant_type=x&pad=${"a".repeat(bytes - "grant_type=x&pad=".length)}`;
    const send = (body: string) =>
      fetch(`${service.origin}/token`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body,
      });
    expect((await send(pad(64 * 1024))).status).toBe(400);
    expect((await send(pad(64 * 1024 + 1))).status).toBe(413);
  });

  test("has no place for parameters in its address", async () => {
    const query = new URLSearchParams({ ...webClient, grant_type: "refresh_token" });
    const reply = await postForm(service, `/token?${query.toString()}`);
    expect(reply.body["error_description"]).toBe("Required parameter is missing: grant_type");
  });

  test("answers a preflight of any origin, and allows no cookies", async () => {
    const response = await fetch(`${service.origin}/token`, {
      method: "OPTIONS",
      headers: { origin: "https://app.example", "access-control-request-method": "POST" },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-methods")).toBe("POST");
    expect(response.headers.get("access-control-allow-headers")).toBe(
      "Authorization, Content-Type, X-Goog-Api-Key, X-HTTP-Method-Override",
    );
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  });
});
