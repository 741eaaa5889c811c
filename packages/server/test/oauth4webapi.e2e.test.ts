import * as oauth from "oauth4webapi";
import { testClock, type TestClock } from "@leasehold/testing/clock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideOnDevice, formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";

// The library refuses http; the test's server has no certificate.
const http = { [oauth.allowInsecureRequests]: true };
const redirectUri = "http://127.0.0.1:9004/callback";
const ada = { email: "ada@example.com", password: "correct-horse" };

interface Application {
  client: oauth.Client;
  authentication: oauth.ClientAuth;
  redirectUri: string;
}

const web: Application = {
  client: { client_id: "web-client" },
  authentication: oauth.ClientSecretBasic("web-secret"),
  redirectUri,
};
const webPosting: Application = { ...web, authentication: oauth.ClientSecretPost("web-secret") };
const spa: Application = {
  client: { client_id: "spa-client" },
  authentication: oauth.None(),
  redirectUri: "http://127.0.0.1:9005/",
};
const television: Application = {
  client: { client_id: "tv-client" },
  authentication: oauth.ClientSecretPost("tv-secret"),
  redirectUri: "",
};

let clock: TestClock;
let server: RunningServer;
let as: oauth.AuthorizationServer;

beforeAll(async () => {
  // Between two questions of a device no time passes, however slow this machine is.
  clock = testClock(Date.now());
  server = await startServer({ now: clock.now });
  const issuer = new URL(server.url);
  as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, http));
});
afterAll(() => server[Symbol.asyncDispose]());

describe("oauth4webapi, unmodified", () => {
  test("takes the metadata of OpenID Connect and of RFC 8414, which say the same", async () => {
    const issuer = new URL(server.url);
    const response = await oauth.discoveryRequest(issuer, { ...http, algorithm: "oauth2" });
    const rfc8414 = await oauth.processDiscoveryResponse(issuer, response);
    const common = Object.keys(rfc8414).filter((name) => name in as);
    expect(common).toContain("token_endpoint");
    for (const name of common) expect([name, rfc8414[name]]).toEqual([name, as[name]]);
  });

  test.each<[string, Application]>([
    ["client_secret_basic", web],
    ["client_secret_post", webPosting],
    ["no secret", spa],
  ])(
    "gets a code with PKCE, state and nonce, and checks the id_token's signature (%s)",
    async (_name, application) => {
      const sent = await authorize(application, `openid email ${taskqueueScope}`);
      const { tokens, response } = await exchange(application, sent);

      expect(tokens).toMatchObject({ token_type: "bearer", expires_in: 3600 });
      expect(tokens.refresh_token).toEqual(expect.any(String));
      await oauth.validateApplicationLevelSignature(as, response, http);
      const claims = oauth.getValidatedIdTokenClaims(tokens);
      expect(claims).toMatchObject({ iss: server.url, email: "ada@example.com" });
      expect(await callQueue(tokens.access_token)).toBe(200);
      const person = await oauth.processUserInfoResponse(
        as,
        application.client,
        claims?.sub ?? "",
        await oauth.userInfoRequest(as, application.client, tokens.access_token, http),
      );
      expect(person.email).toBe("ada@example.com");
    },
  );

  test("renews, and a revoked token is dead with all of its grant", async () => {
    const sent = await authorize(web, `openid ${taskqueueScope}`);
    const { tokens } = await exchange(web, sent);
    const { client, authentication } = web;
    const renew = async () =>
      oauth.processRefreshTokenResponse(
        as,
        client,
        await oauth.refreshTokenGrantRequest(
          as,
          client,
          authentication,
          tokens.refresh_token ?? "",
          http,
        ),
      );
    const renewed = await renew();
    expect(oauth.getValidatedIdTokenClaims(renewed)?.sub).toBe(
      oauth.getValidatedIdTokenClaims(tokens)?.sub,
    );
    expect(await callQueue(renewed.access_token)).toBe(200);

    const token = renewed.access_token;
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(as, client, authentication, token, http),
    );

    for (const dead of [renewed.access_token, tokens.access_token]) {
      await expect(callQueue(dead)).rejects.toMatchObject({
        code: oauth.WWW_AUTHENTICATE_CHALLENGE,
        status: 401,
        cause: [{ scheme: "bearer", parameters: { error: "invalid_token" } }],
      });
    }
    await expect(renew()).rejects.toMatchObject({ error: "invalid_grant", status: 400 });
  });

  test("finds no introspection, registration or pushed requests to call", async () => {
    expect(as).not.toHaveProperty("introspection_endpoint");
    expect(as).not.toHaveProperty("registration_endpoint");
    expect(as).not.toHaveProperty("pushed_authorization_request_endpoint");
    const { client, authentication } = web;
    await expect(
      oauth.introspectionRequest(as, client, authentication, "token", http),
    ).rejects.toMatchObject({ code: oauth.MISSING_SERVER_METADATA });
  });
});

describe("its checks see an answer", () => {
  test("with another state", async () => {
    const { callback } = await authorize(web, "openid");
    expect(() => oauth.validateAuthResponse(as, web.client, callback, "another")).toThrow(
      expect.objectContaining({ code: oauth.INVALID_RESPONSE }),
    );
  });

  test("of another server (mix-up): the issuer is in every answer", async () => {
    const { callback, state } = await authorize(web, "openid");
    const other = { ...as, issuer: "https://other.example.com" };
    expect(() => oauth.validateAuthResponse(other, web.client, callback, state)).toThrow(
      expect.objectContaining({ code: oauth.INVALID_RESPONSE }),
    );
  });

  test("with another nonce", async () => {
    const sent = await authorize(web, "openid");
    await expect(exchange(web, { ...sent, nonce: "another" })).rejects.toMatchObject({
      code: oauth.JWT_CLAIM_COMPARISON,
    });
  });

  test("to another browser's verifier: there is none", async () => {
    const sent = await authorize(web, "openid");
    const verifier = oauth.generateRandomCodeVerifier();
    await expect(exchange(web, { ...sent, verifier })).rejects.toMatchObject({
      error: "invalid_grant",
      status: 400,
    });
  });
});

describe("the device flow of oauth4webapi", () => {
  test("waits, slows down and gets its tokens when the person allows", async () => {
    const device = await startDevice();
    await expect(poll(device)).rejects.toMatchObject({
      error: "authorization_pending",
      status: 400,
    });
    await expect(poll(device)).rejects.toMatchObject({ error: "slow_down", status: 400 });
    await decide(device, "allow");
    const tokens = await poll(device);
    expect(oauth.getValidatedIdTokenClaims(tokens)?.aud).toBe("tv-client");
    expect(await callQueue(tokens.access_token)).toBe(200);
    await expect(poll(device)).rejects.toMatchObject({ error: "invalid_grant" });
  });

  test("hears that the person denies", async () => {
    const device = await startDevice();
    const page = await decide(device, "deny");
    expect(page.html).toContain("you did not allow it");
    await expect(poll(device)).rejects.toMatchObject({ error: "access_denied", status: 400 });
  });

  test("hears that the code has expired", async () => {
    const device = await startDevice();
    clock.advance(device.expires_in * 1000);
    await expect(poll(device)).rejects.toMatchObject({ error: "expired_token", status: 400 });
  });
});

/** What an application remembers of a request that it sent a person away with, and the answer. */
interface Sent {
  callback: URL;
  state: string;
  nonce: string;
  verifier: string;
}

async function authorize(application: Application, scope: string): Promise<Sent> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const url = new URL(as.authorization_endpoint ?? "");
  url.search = new URLSearchParams({
    client_id: application.client.client_id,
    redirect_uri: application.redirectUri,
    response_type: "code",
    scope,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    access_type: "offline",
    prompt: "consent",
    max_age: "600",
  }).toString();
  const browser = formBrowser(server.url);
  const callback = await signInAndAllow({ browser, url: url.href, ...ada });
  return { callback, state, nonce, verifier };
}

async function exchange(application: Application, sent: Sent) {
  const { client } = application;
  const parameters = oauth.validateAuthResponse(as, client, sent.callback, sent.state);
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    application.authentication,
    parameters,
    application.redirectUri,
    sent.verifier,
    http,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
    expectedNonce: sent.nonce,
    requireIdToken: true,
    maxAge: 600,
  });
  return { tokens, response };
}

async function startDevice(): Promise<oauth.DeviceAuthorizationResponse> {
  const { client, authentication } = television;
  const scope = `openid ${taskqueueScope}`;
  const response = await oauth.deviceAuthorizationRequest(
    as,
    client,
    authentication,
    { scope },
    http,
  );
  return oauth.processDeviceAuthorizationResponse(as, client, response);
}

async function poll(device: oauth.DeviceAuthorizationResponse) {
  const { client, authentication } = television;
  const code = device.device_code;
  const response = await oauth.deviceCodeGrantRequest(as, client, authentication, code, http);
  return oauth.processDeviceCodeResponse(as, client, response);
}

function decide(device: oauth.DeviceAuthorizationResponse, decision: "allow" | "deny") {
  return decideOnDevice({
    browser: formBrowser(server.url),
    url: device.verification_uri,
    userCode: device.user_code,
    decision,
    ...ada,
  });
}

/** The status of a call of the API; a challenge that the library's strict parser cannot read is another error. */
async function callQueue(accessToken: string): Promise<number> {
  const url = new URL(`${server.url}/taskqueue/v1beta2/projects/acme/taskqueues/images`);
  const response = await oauth.protectedResourceRequest(
    accessToken,
    "GET",
    url,
    undefined,
    undefined,
    http,
  );
  return response.status;
}
