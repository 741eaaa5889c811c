import { X509Certificate } from "node:crypto";
import { get } from "node:http";
import { createRemoteJWKSet, decodeProtectedHeader, importX509, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSigningKeys, renewSigningKeys } from "../../src/lib/oauth/signing-keys.ts";
import { openTestContext } from "../support/open-test-context.ts";
import { type OAuthService, startOAuthService } from "../support/oauth-service.ts";
import { getJson, getTokens, postForm, webClient } from "../support/oauth-tokens.ts";

let service: OAuthService;
beforeAll(async () => {
  service = await startOAuthService({ now: Date.now });
});
afterAll(() => service[Symbol.asyncDispose]());

describe("the signing keys", () => {
  test("are published as certificates and as a key set, for an hour", async () => {
    const pems = await getJson(service, "/oauth2/v1/certs");
    const set = await getJson(service, "/oauth2/v3/certs");
    expect(pems.headers.get("cache-control")).toBe("public, max-age=3600, must-revalidate");
    expect(set.headers.get("cache-control")).toBe("public, max-age=3600, must-revalidate");
    const [[kid, pem] = ["", ""]] = Object.entries(pems.body);
    const certificate = new X509Certificate(String(pem));
    expect(certificate.subject).toBe("CN=Leasehold id_token signing key");
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(certificate.validToDate.getTime()).toBeGreaterThan(Date.now());
    const { keys } = set.body as { keys: Record<string, unknown>[] };
    expect(keys).toEqual([
      { ...certificate.publicKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" },
    ]);
    expect(JSON.stringify(set.body)).not.toContain('"d"');
  });

  test("follow one another after 90 days: published a day before it signs, and two days after it did", async () => {
    await using opened = await openTestContext();
    const { context, clock } = opened;
    const dayMs = 24 * 60 * 60 * 1000;
    const keys = openSigningKeys(context);
    const signing = async (): Promise<string | undefined> =>
      decodeProtectedHeader(await keys.sign({ sub: "x" })).kid;
    const published = async (): Promise<string[]> => (await keys.published()).map((key) => key.kid);
    const first = await signing();
    clock.advance(90 * dayMs - 1);
    expect(await renewSigningKeys(context)).toBe(0);
    expect(await published()).toEqual([first]);

    clock.advance(1);
    await renewSigningKeys(context);
    const [second, ...others] = await published();
    expect(others).toEqual([first]);
    expect(await signing()).toBe(first);
    const before = await keys.sign({ sub: "x" });

    clock.advance(dayMs);
    expect(await signing()).toBe(second);
    expect(await renewSigningKeys(context)).toBe(0);
    const pem = (await keys.published())[1]?.certificatePem ?? "";
    await expect(
      jwtVerify(before, await importX509(pem, "RS256"), { currentDate: new Date(0) }),
    ).resolves.toMatchObject({ payload: { sub: "x" } });

    clock.advance(dayMs);
    expect(await renewSigningKeys(context)).toBe(1);
    expect(await published()).toEqual([second]);
    expect(await signing()).toBe(second);
  });

  test("are kept sealed, and two first uses at once make one", async () => {
    await using opened = await openTestContext();
    const keys = openSigningKeys(opened.context);
    await Promise.all([keys.sign({}), keys.published(), keys.sign({})]);
    const rows = await opened.context.database.selectFrom("signing_keys").selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.private_key_sealed).not.toContain("PRIVATE");
  });
});

describe("the id_token", () => {
  test("says who signed in, for whom and when", async () => {
    const before = Math.floor(Date.now() / 1000);
    const { accessToken, refreshToken, reply } = await getTokens(service, {
      scope: "openid email profile",
      nonce: "n1",
    });
    const keys = createRemoteJWKSet(new URL(`${service.origin}/oauth2/v3/certs`));
    const { payload, protectedHeader } = await jwtVerify(String(reply.body["id_token"]), keys, {
      issuer: service.origin,
      audience: "web-client",
    });
    expect(protectedHeader).toMatchObject({ alg: "RS256", typ: "JWT" });
    const info = await getJson(service, `/v1/userinfo?access_token=${accessToken}`);
    expect(payload).toEqual({
      iss: service.origin,
      azp: "web-client",
      aud: "web-client",
      sub: info.body["sub"],
      email: "ada@example.com",
      email_verified: true,
      hd: "example.com",
      name: "Ada Lovelace",
      at_hash: expect.stringMatching(/^[\w-]{22}$/),
      nonce: "n1",
      auth_time: expect.any(Number),
      iat: expect.any(Number),
      exp: (payload.iat ?? 0) + 3600,
    });
    expect(payload["auth_time"]).toBeGreaterThanOrEqual(before);
    const again = await postForm(service, "/token", {
      ...webClient,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    });
    const renewed = await jwtVerify(String(again.body["id_token"]), keys);
    expect(renewed.payload.sub).toBe(payload.sub);
    expect(renewed.payload).not.toHaveProperty("nonce");
  });

  test("comes with openid only", async () => {
    const { reply } = await getTokens(service, { scope: "email" });
    expect(reply.body).not.toHaveProperty("id_token");
  });
});

describe("the metadata", () => {
  test("names what is served, under the origin that was asked", async () => {
    const { body } = await getJson(service, "/.well-known/oauth-authorization-server");
    const { origin } = service;
    expect(body).toEqual({
      issuer: origin,
      authorization_endpoint: `${origin}/o/oauth2/v2/auth`,
      token_endpoint: `${origin}/token`,
      revocation_endpoint: `${origin}/revoke`,
      device_authorization_endpoint: `${origin}/device/code`,
      jwks_uri: `${origin}/oauth2/v3/certs`,
      scopes_supported: expect.arrayContaining(["openid", "email", "profile"]),
      response_types_supported: [
        "code",
        "token",
        "id_token",
        "code token",
        "code id_token",
        "id_token token",
        "code id_token token",
      ],
      response_modes_supported: ["query", "fragment"],
      grant_types_supported: [
        "authorization_code",
        "refresh_token",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "urn:ietf:params:oauth:grant-type:migration:oauth1",
        "assertion",
        "urn:ietf:params:oauth:grant-type:token-exchange",
        "urn:ietf:params:oauth:grant-type:device_code",
        "http://oauth.net/grant_type/device/1.0",
        "implicit",
      ],
      token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic", "none"],
      revocation_endpoint_auth_methods_supported: ["none"],
      code_challenge_methods_supported: ["S256", "plain"],
      authorization_response_iss_parameter_supported: true,
    });
    const openId = await getJson(service, "/.well-known/openid-configuration");
    expect(openId.body).toMatchObject({
      ...body,
      userinfo_endpoint: `${origin}/v1/userinfo`,
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    });
    expect(openId.headers.get("access-control-allow-origin")).toBe("*");
  });

  test("is never made for a Host that is not ours", async () => {
    const status = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        get(service.origin + path, { headers: { host: "evil.example" } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).on("error", reject);
      });
    for (const path of ["/.well-known/openid-configuration", "/signin", "/o/oauth2/v2/auth"]) {
      expect(await status(path)).toBe(400);
    }
  });
});
