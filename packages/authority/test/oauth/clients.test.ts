import { generateKeyPairSync } from "node:crypto";
import { CodeChallengeMethod, JWT, OAuth2Client } from "google-auth-library";
import * as openid from "openid-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideOnDevice, deviceGrant } from "../support/device-flow.ts";
import {
  callback,
  type OAuthService,
  startOAuthService,
  taskQueue,
} from "../support/oauth-service.ts";
import { isAccepted } from "../support/oauth-tokens.ts";
import { discoverAs } from "../support/discover-as.ts";
import { answerOf, newVisitor, type VisitorPage } from "../support/visitor.ts";

let service: OAuthService;
beforeAll(async () => {
  // These libraries look at their own clock.
  service = await startOAuthService({ now: Date.now });
});
afterAll(() => service[Symbol.asyncDispose]());

async function allow(url: string): Promise<VisitorPage> {
  const visitor = newVisitor(service.origin);
  const page = await visitor.signIn(await visitor.get(url));
  return page.location === "" ? visitor.submit(page, { decision: "allow" }) : page;
}

describe("google-auth-library, unmodified", () => {
  function newClient(): OAuth2Client {
    const { origin } = service;
    return new OAuth2Client({
      clientId: "cli-client",
      clientSecret: "cli-secret",
      redirectUri: "http://localhost:53682/",
      issuers: [origin],
      endpoints: {
        oauth2AuthBaseUrl: `${origin}/o/oauth2/v2/auth`,
        oauth2TokenUrl: `${origin}/token`,
        oauth2RevokeUrl: `${origin}/revoke`,
        tokenInfoUrl: `${origin}/tokeninfo`,
        oauth2FederatedSignonPemCertsUrl: `${origin}/oauth2/v1/certs`,
      },
    });
  }

  test("goes from code with PKCE over refresh and tokeninfo to revoke", async () => {
    const client = newClient();
    const { codeVerifier, codeChallenge } = await client.generateCodeVerifierAsync();
    const url = client.generateAuthUrl({
      access_type: "offline",
      prompt: "consent",
      scope: [taskQueue, "openid", "email"],
      code_challenge_method: CodeChallengeMethod.S256,
      code_challenge: codeChallenge ?? "",
    });
    const { code = "" } = answerOf(await allow(url));
    const { tokens } = await client.getToken({ code, codeVerifier });
    client.setCredentials(tokens);
    expect(tokens.refresh_token).toMatch(/^lhr_/);
    const info = await client.getTokenInfo(tokens.access_token ?? "");
    expect(info.scopes).toEqual([taskQueue, "openid", "email"]);
    expect(info.aud).toBe("cli-client");
    const ticket = await client.verifyIdToken({
      idToken: tokens.id_token ?? "",
      audience: "cli-client",
    });
    expect(ticket.getPayload()?.email).toBe("ada@example.com");
    const { credentials } = await client.refreshAccessToken();
    expect(credentials.access_token).not.toBe(tokens.access_token);
    expect(credentials.refresh_token).toBe(tokens.refresh_token);
    expect(await isAccepted(service, credentials.access_token ?? "")).toBe(true);
    await client.revokeToken(credentials.access_token ?? "");
    expect(await isAccepted(service, credentials.access_token ?? "")).toBe(false);
    await expect(client.refreshAccessToken()).rejects.toThrow("invalid_grant");
  });

  test("gets a service account's token for a JWT whose audience is Google's address", async () => {
    const jwt = new JWT({
      email: "worker@acme.example.com",
      key: service.workerKey.export({ type: "pkcs8", format: "pem" }).toString(),
      scopes: [taskQueue],
    });
    const fetched: string[] = [];
    // The library has no option for its token address: what it sends is carried to ours as it is.
    jwt.transporter.interceptors.request.add({
      resolved: async (options) => {
        fetched.push(String(options.url));
        options.url = new URL("/token", service.origin);
        return options;
      },
    });
    const { access_token: accessToken } = await jwt.authorize();
    expect(fetched).toEqual(["https://oauth2.googleapis.com/token"]);
    expect(await isAccepted(service, accessToken ?? "")).toBe(true);
  });

  test("is told when a service account's key is not the registered one", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const jwt = new JWT({
      email: "worker@acme.example.com",
      key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      scopes: [taskQueue],
    });
    jwt.transporter.interceptors.request.add({
      resolved: async (options) => {
        options.url = new URL("/token", service.origin);
        return options;
      },
    });
    await expect(jwt.authorize()).rejects.toThrow("invalid_grant: Invalid JWT Signature.");
  });
});

describe("openid-client, unmodified", () => {
  test.each([
    ["client_secret_basic", openid.ClientSecretBasic("web-secret")],
    ["client_secret_post", openid.ClientSecretPost("web-secret")],
  ])("signs somebody in with PKCE, nonce, iss and max_age (%s)", async (_name, authentication) => {
    const config = await discoverAs(service, "web-client", authentication);
    // Over TLS it need not check the id_token's signature.
    openid.enableNonRepudiationChecks(config);
    const verifier = openid.randomPKCECodeVerifier();
    const [nonce, state] = [openid.randomNonce(), openid.randomState()];
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope: "openid email profile",
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      access_type: "offline",
      prompt: "consent",
      max_age: "600",
      nonce,
      state,
    });
    const answer = await allow(url.href);
    const tokens = await openid.authorizationCodeGrant(config, new URL(answer.location), {
      pkceCodeVerifier: verifier,
      expectedNonce: nonce,
      expectedState: state,
      maxAge: 600,
      idTokenExpected: true,
    });
    const subject = tokens.claims()?.sub ?? "";
    const person = await openid.fetchUserInfo(config, tokens.access_token, subject);
    expect(person).toMatchObject({ email: "ada@example.com", name: "Ada Lovelace" });
    const renewed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? "");
    expect(renewed.claims()?.sub).toBe(subject);
    await openid.tokenRevocation(config, renewed.access_token);
    await expect(
      openid.refreshTokenGrant(config, tokens.refresh_token ?? ""),
    ).rejects.toMatchObject({ error: "invalid_grant" });
    await expect(openid.fetchUserInfo(config, tokens.access_token, subject)).rejects.toMatchObject({
      status: 401,
    });
    expect(config.serverMetadata().introspection_endpoint).toBeUndefined();
  });

  test("does not take an answer to another state, or an id_token with another nonce", async () => {
    const config = await discoverAs(service, "web-client", openid.ClientSecretPost("web-secret"));
    const [nonce, state] = [openid.randomNonce(), openid.randomState()];
    const scope = "openid";
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope,
      nonce,
      state,
    });
    const answer = new URL((await allow(url.href)).location);
    await expect(
      openid.authorizationCodeGrant(config, answer, {
        expectedNonce: nonce,
        expectedState: "another",
      }),
    ).rejects.toMatchObject({ code: "OAUTH_INVALID_RESPONSE" });
    await expect(
      openid.authorizationCodeGrant(config, answer, {
        expectedNonce: "another",
        expectedState: state,
      }),
    ).rejects.toMatchObject({ code: "OAUTH_JWT_CLAIM_COMPARISON_FAILED" });
  });

  test("goes through the device flow: pending, slow_down, denied, expired, approved", async () => {
    // No time passes between two questions, however slow this machine is.
    const startedAtMs = Date.now();
    await using still = await startOAuthService({ now: () => startedAtMs });
    const config = await discoverAs(still, "tv-client", openid.ClientSecretPost("tv-secret"));
    const scope = `openid ${taskQueue}`;
    const denied = await openid.initiateDeviceAuthorization(config, { scope });
    expect(denied.verification_uri).toBe(`${still.origin}/device`);
    const ask = (deviceCode: string) =>
      openid.genericGrantRequest(config, deviceGrant, { device_code: deviceCode });
    const pending = { error: "authorization_pending", status: 400 };
    await expect(ask(denied.device_code)).rejects.toMatchObject(pending);
    await expect(ask(denied.device_code)).rejects.toMatchObject({ error: "slow_down" });
    await decideOnDevice(still, denied.user_code, "deny");
    const quick = { ...denied, interval: 0.01 };
    await expect(openid.pollDeviceAuthorizationGrant(config, quick)).rejects.toMatchObject({
      error: "access_denied",
    });
    const late = await openid.initiateDeviceAuthorization(config, { scope });
    await still.database
      .updateTable("device_codes")
      .set({ expires_at_ms: startedAtMs })
      .where("decision", "is", null)
      .execute();
    await expect(ask(late.device_code)).rejects.toMatchObject({ error: "expired_token" });
    const allowed = await openid.initiateDeviceAuthorization(config, { scope });
    await decideOnDevice(still, allowed.user_code);
    const tokens = await openid.pollDeviceAuthorizationGrant(config, {
      ...allowed,
      interval: 0.01,
    });
    expect(tokens.claims()?.aud).toBe("tv-client");
    expect(await isAccepted(still, tokens.access_token)).toBe(true);
    const renewed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? "");
    expect(renewed.expires_in).toBe(3600);
  });
});
