import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { ExternalAccountClient, Impersonated, JWT, UserRefreshClient } from "google-auth-library";
import { type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ciAudience, type Issuer, issuerYaml, startIssuer } from "../support/issuer.ts";
import { type OAuthService, startOAuthService, taskQueue } from "../support/oauth-service.ts";
import {
  getJson,
  getTokens,
  isAccepted,
  postForm,
  type TokenReply,
} from "../support/oauth-tokens.ts";
import { newVisitor } from "../support/visitor.ts";

const exchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";
const jwtType = "urn:ietf:params:oauth:token-type:jwt";
const accessTokenType = "urn:ietf:params:oauth:token-type:access_token";
const cloudPlatform = "https://www.googleapis.com/auth/cloud-platform";
const worker = "worker@acme.example.com";

let issuer: Issuer;
let service: OAuthService;
beforeAll(async () => {
  issuer = await startIssuer();
  service = await startOAuthService({
    now: Date.now,
    yaml: issuerYaml(issuer, "jwksFile"),
    files: { "ci.jwks.json": issuer.jwks },
  });
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

/** Claims; `undefined` leaves one out. */
type Claims = { [Name in keyof JWTPayload]?: JWTPayload[Name] | undefined };

function claims(changes: Claims = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer.url,
    sub: "repo:acme/images:main",
    aud: ciAudience,
    iat: now,
    exp: now + 600,
    ...changes,
  } as JWTPayload;
}

function exchange(
  token: string,
  changes: Record<string, string> = {},
  at: { path?: string; service?: OAuthService } = {},
): Promise<TokenReply> {
  return postForm(at.service ?? service, at.path ?? "/v1/token", {
    grant_type: exchangeGrant,
    audience: ciAudience,
    scope: taskQueue,
    requested_token_type: accessTokenType,
    subject_token_type: jwtType,
    subject_token: token,
    ...changes,
  });
}

async function tokenOf(scope: string): Promise<string> {
  const { body } = await exchange(await issuer.sign(claims()), { scope });
  return String(body["access_token"]);
}

describe("token exchange", () => {
  test.each(["/v1/token", "/token"])("gives a service account's token at %s", async (path) => {
    const reply = await exchange(await issuer.sign(claims()), {}, { path });
    expect([reply.status, reply.body]).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^lha_/),
        issued_token_type: accessTokenType,
        expires_in: 3600,
        token_type: "Bearer",
        scope: taskQueue,
      },
    ]);
    const token = String(reply.body["access_token"]);
    expect(await isAccepted(service, token)).toBe(true);
    const info = await getJson(service, `/tokeninfo?access_token=${token}`);
    expect(info.body["azp"]).toBe(worker);
  });

  test("takes the audience with https: before it, and an id_token's type", async () => {
    const token = await issuer.sign(claims({ aud: `https:${ciAudience}` }));
    const type = "urn:ietf:params:oauth:token-type:id_token";
    expect((await exchange(token, { subject_token_type: type })).status).toBe(200);
  });

  test.each<[string, Claims]>([
    ["another issuer", { iss: "https://evil.example" }],
    ["another audience", { aud: "//leasehold/acme/other" }],
    ["no audience", { aud: undefined }],
    ["no subject", { sub: undefined }],
    ["an end in the past", { exp: Math.floor(Date.now() / 1000) - 120 }],
    ["no end", { exp: undefined }],
    ["no beginning", { iat: undefined }],
    ["a beginning in the future", { iat: Math.floor(Date.now() / 1000) + 600 }],
    ["a beginning two days ago", { iat: Math.floor(Date.now() / 1000) - 2 * 86_400 }],
    ["a time before which it must not be used", { nbf: Math.floor(Date.now() / 1000) + 600 }],
  ])("refuses a token with %s", async (_name, changes) => {
    const reply = await exchange(await issuer.sign(claims(changes)));
    expect([reply.status, reply.body["error"]]).toEqual([400, "invalid_grant"]);
  });

  test("refuses a token signed with another key, with an unknown kid, by HMAC, or not at all", async () => {
    await using other = await startIssuer();
    const [, payload = ""] = (await issuer.sign(claims())).split(".");
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
    const hmac = await new SignJWT(claims())
      .setProtectedHeader({ alg: "HS256", kid: "ci-1" })
      .sign(Buffer.from(issuer.jwks));
    const tokens = [
      await other.sign(claims()),
      await issuer.sign(claims(), { kid: "../../ci-1" }),
      none,
      hmac,
      "garbage",
    ];
    for (const token of tokens) {
      const reply = await exchange(token);
      expect([reply.status, reply.body["error"]]).toEqual([400, "invalid_grant"]);
    }
  });

  test.each(["repo:acme", "repo:evil/acme/x", "xrepo:acme/images", "REPO:acme/images"])(
    "refuses a subject that the configuration does not name: %s",
    async (sub) => {
      const reply = await exchange(await issuer.sign(claims({ sub })));
      expect([reply.status, reply.body["error"]]).toEqual([400, "unauthorized_client"]);
    },
  );

  test.each([
    ["invalid_target", { audience: "//leasehold/nobody" }],
    ["invalid_request", { audience: "" }],
    ["invalid_request", { subject_token: "" }],
    ["invalid_request", { subject_token: "x".repeat(17_000) }],
    ["invalid_request", { subject_token_type: accessTokenType }],
    ["invalid_request", { requested_token_type: jwtType }],
    ["invalid_request", { actor_token: "x" }],
    ["invalid_scope", { scope: "" }],
    ["invalid_scope", { scope: "nonsense" }],
    ["unsupported_grant_type", { grant_type: "authorization_code" }],
  ])("refuses with %s: %o", async (error, changes) => {
    const reply = await exchange(await issuer.sign(claims()), changes);
    expect([reply.status, reply.body["error"]]).toEqual([400, error]);
  });

  test("fetches an issuer's keys once, and says when they cannot be had", async () => {
    await using remote = await startIssuer();
    const yaml = issuerYaml(remote, "jwksUri");
    await using other = await startOAuthService({ now: Date.now, yaml });
    const token = await remote.sign({ ...claims(), iss: remote.url });
    for (let count = 0; count < 3; count += 1) {
      expect((await exchange(token, {}, { service: other })).status).toBe(200);
    }
    expect(remote.fetches()).toBe(1);
    remote.breakDown();
    await using fresh = await startOAuthService({ now: Date.now, yaml });
    const reply = await exchange(token, {}, { service: fresh });
    expect([reply.status, reply.body["error"]]).toEqual([503, "temporarily_unavailable"]);
  });
});

describe("generateAccessToken", () => {
  const address = (email: string) => `/v1/projects/-/serviceAccounts/${email}:generateAccessToken`;

  async function generate(token: string, body: unknown, email = worker): Promise<TokenReply> {
    const response = await fetch(service.origin + address(email), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body: answer };
  }

  const asAda = async (scope: string): Promise<string> =>
    (await getTokens(service, { scope })).accessToken;

  test("gives a token that lives as long as was asked for", async () => {
    const before = Date.now();
    const reply = await generate(await tokenOf(cloudPlatform), {
      scope: [taskQueue],
      lifetime: "600s",
      delegates: [],
    });
    const { accessToken, expireTime, ...rest } = reply.body;
    expect([reply.status, rest]).toEqual([200, {}]);
    expect(Date.parse(String(expireTime)) - before).toBeGreaterThanOrEqual(600_000);
    expect(Date.parse(String(expireTime)) - Date.now()).toBeLessThanOrEqual(600_000);
    expect(await isAccepted(service, String(accessToken))).toBe(true);
    const info = await getJson(service, `/tokeninfo?access_token=${String(accessToken)}`);
    expect(info.body).toMatchObject({ azp: worker, scope: taskQueue });
  });

  test("does not let an account go on for ever from one token", async () => {
    const first = await generate(await tokenOf(cloudPlatform), {
      scope: [cloudPlatform],
      lifetime: "60s",
    });
    const token = String(first.body["accessToken"]);
    const second = await generate(token, { scope: [cloudPlatform] });
    expect(second.status).toBe(200);
    const [end, laterEnd] = [first, second].map(({ body }) =>
      Date.parse(String(body["expireTime"])),
    );
    expect(laterEnd).toBeLessThanOrEqual(end ?? 0);
    const info = await getJson(
      service,
      `/tokeninfo?access_token=${String(second.body["accessToken"])}`,
    );
    expect(Number(info.body["expires_in"])).toBeLessThanOrEqual(60);
  });

  test("is for owners of the account's project", async () => {
    expect((await generate(await asAda(cloudPlatform), { scope: [taskQueue] })).status).toBe(200);
    const lines = await service.database
      .selectFrom("audit_log")
      .select(["actor", "target"])
      .where("action", "=", "service-account.impersonate")
      .execute();
    expect(lines).toEqual([{ actor: "ada@example.com", target: worker }]);
    const bob = newVisitor(service.origin);
    await bob.signIn(await bob.get("/signin"), "bob@example.com", "battery-staple");
    const { accessToken } = await getTokens(service, { scope: cloudPlatform }, bob);
    const refused = await generate(accessToken, { scope: [taskQueue] });
    expect([refused.status, refused.body["error"]]).toEqual([
      403,
      {
        code: 403,
        status: "PERMISSION_DENIED",
        message: `Permission to act as the service account ${worker} denied (or it may not exist): it takes the account itself or an owner of its project.`,
      },
    ]);
  });

  test.each<[string, () => Promise<string>, unknown, number, string]>([
    ["an unknown token", async () => "x", { scope: [taskQueue] }, 401, "UNAUTHENTICATED"],
    [
      "a token without the scope",
      () => tokenOf(taskQueue),
      { scope: [taskQueue] },
      403,
      "PERMISSION_DENIED",
    ],
    [
      "an owner's token without the scope",
      () => asAda(taskQueue),
      { scope: [taskQueue] },
      403,
      "PERMISSION_DENIED",
    ],
    ["no scope", () => tokenOf(cloudPlatform), {}, 400, "INVALID_ARGUMENT"],
    ["an unknown scope", () => tokenOf(cloudPlatform), { scope: ["x"] }, 400, "INVALID_ARGUMENT"],
    [
      "a scope that is no text",
      () => tokenOf(cloudPlatform),
      { scope: [1] },
      400,
      "INVALID_ARGUMENT",
    ],
    [
      "more than an hour",
      () => tokenOf(cloudPlatform),
      { scope: [taskQueue], lifetime: "3601s" },
      400,
      "INVALID_ARGUMENT",
    ],
    [
      "no time at all",
      () => tokenOf(cloudPlatform),
      { scope: [taskQueue], lifetime: "0s" },
      400,
      "INVALID_ARGUMENT",
    ],
    [
      "a chain",
      () => tokenOf(cloudPlatform),
      { scope: [taskQueue], delegates: ["x"] },
      400,
      "INVALID_ARGUMENT",
    ],
    ["a body that is no JSON", () => tokenOf(cloudPlatform), "{", 400, "INVALID_ARGUMENT"],
  ])("refuses %s", async (_name, token, body, status, name) => {
    const reply = await generate(await token(), body);
    expect([reply.status, reply.body["error"]]).toEqual([
      status,
      { code: status, status: name, message: expect.any(String) },
    ]);
  });

  test("is for the account itself, not for its neighbours", async () => {
    const token = await tokenOf(cloudPlatform);
    const reply = await generate(token, { scope: [taskQueue] }, "other@acme.example.com");
    expect(reply.status).toBe(403);
    expect((await generate(token, { scope: [taskQueue] }, "no@body.example")).status).toBe(403);
  });

  test("is the only method there", async () => {
    const path = `/v1/projects/-/serviceAccounts/${worker}:signBlob`;
    const response = await fetch(service.origin + path, { method: "POST" });
    expect([response.status, await response.json()]).toEqual([
      404,
      {
        error: {
          code: 404,
          status: "NOT_FOUND",
          message: "The method that is served here is generateAccessToken.",
        },
      },
    ]);
  });
});

describe("the assertion form of 2012", () => {
  const assertionType = "http://oauth.net/grant_type/jwt/1.0/bearer";

  async function assertion(): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      iss: worker,
      scope: taskQueue,
      aud: "https://accounts.google.com/o/oauth2/token",
      iat: now,
      exp: now + 3600,
    })
      .setProtectedHeader({ alg: "RS256" })
      .sign(service.workerKey);
  }

  test("gives what the later form gives", async () => {
    const reply = await postForm(service, "/o/oauth2/token", {
      grant_type: "assertion",
      assertion_type: assertionType,
      assertion: await assertion(),
    });
    expect([reply.status, reply.body]).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^lha_/),
        expires_in: 3600,
        token_type: "Bearer",
        scope: taskQueue,
      },
    ]);
  });

  test.each([
    [{ assertion_type: "" }, "invalid_request"],
    [{ assertion_type: "urn:oasis:names:tc:SAML:2.0:assertion" }, "invalid_request"],
    [{ assertion: "" }, "invalid_request"],
    [{ assertion: "garbage" }, "invalid_grant"],
  ])("refuses %o", async (changes, error) => {
    const reply = await postForm(service, "/token", {
      grant_type: "assertion",
      assertion_type: assertionType,
      assertion: await assertion(),
      ...changes,
    });
    expect([reply.status, reply.body["error"]]).toEqual([400, error]);
  });
});

describe("google-auth-library, unmodified", () => {
  const impersonationPath = `/v1/projects/-/serviceAccounts/${worker}:generateAccessToken`;

  test.each([
    ["directly", {}],
    ["through the service account", { service_account_impersonation_url: impersonationPath }],
  ])("uses an external account's file %s", async (_name, options) => {
    using folder = temporaryFolder();
    const file = join(folder.path, "token");
    writeFileSync(file, await issuer.sign(claims()));
    const { service_account_impersonation_url: path } = options as Record<string, string>;
    const client = ExternalAccountClient.fromJSON({
      type: "external_account",
      audience: ciAudience,
      subject_token_type: jwtType,
      token_url: `${service.origin}/v1/token`,
      ...(path === undefined ? {} : { service_account_impersonation_url: service.origin + path }),
      credential_source: { file },
      scopes: [taskQueue],
    });
    const { token } = (await client?.getAccessToken()) ?? {};
    expect(await isAccepted(service, token ?? "")).toBe(true);
    const info = await getJson(service, `/tokeninfo?access_token=${token}`);
    expect(info.body).toMatchObject({ azp: worker, scope: taskQueue });
  });

  test("impersonates from a person's refresh token, and says why it may not", async () => {
    const { refreshToken } = await getTokens(service, { scope: cloudPlatform });
    const source = new UserRefreshClient({
      clientId: "web-client",
      clientSecret: "web-secret",
      refreshToken,
      endpoints: { oauth2TokenUrl: `${service.origin}/token` },
    });
    const impersonate = (targetPrincipal: string) =>
      new Impersonated({
        sourceClient: source,
        targetPrincipal,
        targetScopes: [taskQueue],
        lifetime: 300,
        delegates: [],
        endpoint: service.origin,
      }).getAccessToken();
    const { token } = await impersonate(worker);
    expect(await isAccepted(service, token ?? "")).toBe(true);
    await expect(impersonate("nobody@acme.example.com")).rejects.toThrow(
      "PERMISSION_DENIED: unable to impersonate: Permission to act as the service account nobody@acme.example.com denied",
    );
  });

  test("impersonates from a service account's own key", async () => {
    const source = new JWT({
      email: worker,
      key: service.workerKey.export({ type: "pkcs8", format: "pem" }).toString(),
      scopes: [cloudPlatform],
    });
    source.transporter.interceptors.request.add({
      resolved: async (options) => {
        // The library has no option for its token address.
        if (String(options.url).endsWith("/token")) options.url = new URL("/token", service.origin);
        return options;
      },
    });
    const impersonated = new Impersonated({
      sourceClient: source,
      targetPrincipal: worker,
      targetScopes: [taskQueue],
      endpoint: service.origin,
    });
    const { token } = await impersonated.getAccessToken();
    const info = await getJson(service, `/tokeninfo?access_token=${token}`);
    expect(info.body).toMatchObject({ azp: worker, scope: taskQueue });
  });
});
