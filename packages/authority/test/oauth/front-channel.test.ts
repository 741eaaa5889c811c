import { createHash } from "node:crypto";
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from "jose";
import * as openid from "openid-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  callback,
  type OAuthService,
  startOAuthService,
  taskQueue,
} from "../support/oauth-service.ts";
import { exchange, isAccepted } from "../support/oauth-tokens.ts";
import { answerOf, newVisitor, type VisitorPage } from "../support/visitor.ts";

const spa = { client_id: "spa-client", redirect_uri: "http://127.0.0.1:9005/" };

let service: OAuthService;
beforeAll(async () => {
  service = await startOAuthService({ now: Date.now });
});
afterAll(() => service[Symbol.asyncDispose]());

function authorizePath(changes: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: "web-client",
    redirect_uri: callback,
    response_type: "token",
    scope: `${taskQueue} openid email`,
    state: "s1",
    nonce: "n1",
    ...changes,
  });
  return `/o/oauth2/v2/auth?${query.toString()}`;
}

async function allow(changes: Record<string, string> = {}): Promise<VisitorPage> {
  const visitor = newVisitor(service.origin);
  const page = await visitor.signIn(await visitor.get(authorizePath(changes)));
  return page.location === "" ? visitor.submit(page, { decision: "allow" }) : page;
}

/** The parameters in the fragment; the query must have none of its own. */
function fragmentOf(page: VisitorPage): Record<string, string> {
  const url = new URL(page.location);
  expect(url.search).toBe("");
  return Object.fromEntries(new URLSearchParams(url.hash.slice(1)));
}

async function claimsOf(idToken: string | undefined, audience: string): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(`${service.origin}/oauth2/v3/certs`));
  const issuer = service.origin;
  return (await jwtVerify(idToken ?? "", keys, { issuer, audience })).payload;
}

function leftHalf(text: string | undefined): string {
  const hash = createHash("sha256")
    .update(text ?? "")
    .digest();
  return hash.subarray(0, 16).toString("base64url");
}

describe("the implicit flow", () => {
  test.each([{}, spa])("sends an access token in the fragment: %o", async (client) => {
    const answer = fragmentOf(await allow(client));
    expect(answer).toEqual({
      access_token: expect.stringMatching(/^lha_/),
      token_type: "Bearer",
      expires_in: "3600",
      scope: `${taskQueue} openid email`,
      state: "s1",
      iss: service.origin,
    });
    expect(await isAccepted(service, answer["access_token"] ?? "")).toBe(true);
  });

  test("answers a denial and a mistake in the fragment too", async () => {
    const visitor = newVisitor(service.origin);
    const page = await visitor.signIn(await visitor.get(authorizePath({ prompt: "consent" })));
    const denied = await visitor.submit(page, { decision: "deny" });
    expect(fragmentOf(denied)).toMatchObject({ error: "access_denied", state: "s1" });
    const wrong = await visitor.get(authorizePath({ scope: "nonsense" }));
    expect(fragmentOf(wrong)).toMatchObject({ error: "invalid_scope", state: "s1" });
  });

  test.each([
    ["unauthorized_client", { client_id: "cli-client", redirect_uri: "http://localhost/" }],
    ["invalid_request", { response_mode: "query" }],
    ["invalid_request", { response_mode: "form_post" }],
    ["invalid_request", { response_type: "id_token", scope: "email" }],
    ["invalid_request", { response_type: "id_token", nonce: "" }],
    ["invalid_request", { response_type: "code id_token", nonce: "" }],
  ])("refuses with %s: %o", async (error, changes) => {
    const page = await newVisitor(service.origin).get(authorizePath(changes));
    expect(fragmentOf(page)).toMatchObject({ error, state: "s1" });
  });
});

describe("an id_token in the redirect", () => {
  test("comes alone, with the nonce and without hashes", async () => {
    const answer = fragmentOf(await allow({ response_type: "id_token" }));
    expect(Object.keys(answer).toSorted()).toEqual(["id_token", "iss", "scope", "state"]);
    const claims = await claimsOf(answer["id_token"], "web-client");
    expect(claims).toMatchObject({ nonce: "n1", email: "ada@example.com" });
    expect(claims).not.toHaveProperty("at_hash");
    expect(claims).not.toHaveProperty("c_hash");
  });

  test.each(["id_token token", "token id_token"])("is tied to its token: %s", async (type) => {
    const answer = fragmentOf(await allow({ response_type: type }));
    const claims = await claimsOf(answer["id_token"], "web-client");
    expect(claims["at_hash"]).toBe(leftHalf(answer["access_token"]));
  });

  test("is tied to its code, which is exchanged like every other", async () => {
    const answer = fragmentOf(await allow({ response_type: "code id_token" }));
    expect(answer).not.toHaveProperty("access_token");
    const claims = await claimsOf(answer["id_token"], "web-client");
    expect(claims["c_hash"]).toBe(leftHalf(answer["code"]));
    const reply = await exchange(service, answer["code"] ?? "");
    const second = await claimsOf(String(reply.body["id_token"]), "web-client");
    expect([second["nonce"], second.sub]).toEqual(["n1", claims.sub]);
  });

  test("comes with code and token, all from one request", async () => {
    const answer = fragmentOf(await allow({ response_type: "code id_token token" }));
    const claims = await claimsOf(answer["id_token"], "web-client");
    expect([claims["c_hash"], claims["at_hash"]]).toEqual([
      leftHalf(answer["code"]),
      leftHalf(answer["access_token"]),
    ]);
  });

  test("satisfies openid-client's checks of the hybrid and the implicit flow", async () => {
    const execute = [openid.allowInsecureRequests, openid.useCodeIdTokenResponseType];
    const authentication = openid.ClientSecretPost("web-secret");
    const server = new URL(service.origin);
    const hybrid = await openid.discovery(server, "web-client", undefined, authentication, {
      execute,
    });
    const page = await allow({ response_type: "code id_token" });
    const tokens = await openid.authorizationCodeGrant(hybrid, new URL(page.location), {
      expectedNonce: "n1",
      expectedState: "s1",
    });
    expect(tokens.claims()?.["email"]).toBe("ada@example.com");
    const implicit = await openid.discovery(server, "spa-client", undefined, openid.None(), {
      execute: [openid.allowInsecureRequests, openid.useIdTokenResponseType],
    });
    const answer = await allow({ ...spa, response_type: "id_token" });
    const claims = await openid.implicitAuthentication(implicit, new URL(answer.location), "n1", {
      expectedState: "s1",
    });
    expect(claims["email"]).toBe("ada@example.com");
  });
});

describe("a code beside a token", () => {
  test("that is used twice ends the token of the redirect as well", async () => {
    const answer = fragmentOf(await allow({ response_type: "code token" }));
    expect(await isAccepted(service, answer["access_token"] ?? "")).toBe(true);
    expect((await exchange(service, answer["code"] ?? "")).status).toBe(200);
    expect((await exchange(service, answer["code"] ?? "")).status).toBe(400);
    expect(await isAccepted(service, answer["access_token"] ?? "")).toBe(false);
  });

  test("needs PKCE for a client without a secret; the token alone does not", async () => {
    const page = await newVisitor(service.origin).get(
      authorizePath({ ...spa, response_type: "code token" }),
    );
    expect(fragmentOf(page)["error_description"]).toContain("code_challenge is missing");
  });

  test("alone may be asked for in the fragment", async () => {
    const page = await allow({ response_type: "code", response_mode: "fragment" });
    expect(fragmentOf(page)).toHaveProperty("code");
    expect(answerOf(page)).toEqual({});
  });
});
