import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { exportJWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";
import * as openid from "openid-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  callback,
  type OAuthService,
  startOAuthService,
  taskQueue,
} from "../support/oauth-service.ts";
import { exchange, getCode, getTokens, isAccepted, postForm } from "../support/oauth-tokens.ts";
import { discoverAs } from "../support/discover-as.ts";
import { newVisitor } from "../support/visitor.ts";

const worker = "worker@acme.example.com";
const jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });

let service: OAuthService;
beforeAll(async () => {
  service = await startOAuthService({ now: Date.now });
});
afterAll(() => service[Symbol.asyncDispose]());

describe("a code that was stolen", () => {
  test("does not go through in another browser of the same application: PKCE", async () => {
    const config = await discoverAs(service, "web-client", openid.ClientSecretPost("web-secret"));
    const challengeOf = async (verifier: string) => ({
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
    const [mine, theirs] = [openid.randomPKCECodeVerifier(), openid.randomPKCECodeVerifier()];
    const stolen = await getCode(service, await challengeOf(theirs));
    const answer = new URL(callback);
    answer.search = new URLSearchParams({
      code: stolen,
      state: "s",
      iss: service.origin,
    }).toString();
    const grant = openid.authorizationCodeGrant(config, answer, {
      pkceCodeVerifier: mine,
      expectedState: "s",
    });
    await expect(grant).rejects.toMatchObject({ error: "invalid_grant", status: 400 });
  });

  test("brings an id_token with its own nonce, which the other browser did not send", async () => {
    const stolen = await getCode(service, { scope: "openid", nonce: "theirs" });
    const { body } = await exchange(service, stolen);
    const [, payload = ""] = String(body["id_token"]).split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as JWTPayload;
    expect(claims["nonce"]).toBe("theirs");
  });
});

describe("PKCE that was weakened on the way", () => {
  const verifier = "v".repeat(43);

  test("by taking the challenge out: the application's verifier has nothing to fit", async () => {
    const code = await getCode(service);
    const reply = await exchange(service, code, { code_verifier: verifier });
    expect([reply.status, reply.body["error"]]).toEqual([400, "invalid_grant"]);
  });

  test("by taking the method out: an S256 challenge as plain fits no verifier", async () => {
    const challenge = await openid.calculatePKCECodeChallenge(verifier);
    const code = await getCode(service, { code_challenge: challenge });
    const reply = await exchange(service, code, { code_verifier: verifier });
    expect([reply.status, reply.body["error"]]).toEqual([400, "invalid_grant"]);
  });
});

describe("a token in the wrong place", () => {
  test("an id_token is no access token", async () => {
    const { reply } = await getTokens(service, { scope: `openid email ${taskQueue}` });
    expect(await isAccepted(service, String(reply.body["id_token"]))).toBe(false);
  });

  test("a refresh token, a code and a device code are no access tokens", async () => {
    const { refreshToken } = await getTokens(service);
    const device = await postForm(service, "/device/code", {
      client_id: "tv-client",
      scope: taskQueue,
    });
    const others = [refreshToken, await getCode(service), String(device.body["device_code"])];
    for (const token of others) expect(await isAccepted(service, token)).toBe(false);
  });

  test("a code is no device code, and a device code no code", async () => {
    const device = await postForm(service, "/device/code", {
      client_id: "cli-client",
      scope: taskQueue,
    });
    const client = { client_id: "cli-client", client_secret: "cli-secret" };
    const asCode = await postForm(service, "/token", {
      ...client,
      grant_type: "authorization_code",
      code: String(device.body["device_code"]),
      redirect_uri: "http://localhost/",
    });
    expect(asCode.body["error"]).toBe("invalid_grant");
    const asDevice = await postForm(service, "/token", {
      ...client,
      grant_type: "http://oauth.net/grant_type/device/1.0",
      code: await getCode(service),
    });
    expect(asDevice.body["error"]).toBe("invalid_grant");
  });
});

describe("a service account's JWT that was forged", () => {
  async function send(
    claims: JWTPayload,
    header: Partial<JWTHeaderParameters> = {},
    key = service.workerKey,
  ): Promise<unknown[]> {
    const now = Math.floor(Date.now() / 1000);
    const jwt = await new SignJWT({
      iss: worker,
      scope: taskQueue,
      aud: `${service.origin}/token`,
      iat: now,
      exp: now + 3600,
      ...claims,
    })
      .setProtectedHeader({ alg: "RS256", ...header })
      .sign(key);
    const reply = await postForm(service, "/token", { grant_type: jwtBearer, assertion: jwt });
    return [reply.status, reply.body["error"] ?? "taken"];
  }

  test("the one that is not forged is taken", async () => {
    expect(await send({})).toEqual([200, "taken"]);
  });

  test("brings its own key, or says where it is: nobody looks", async () => {
    const jwk = await exportJWK(stranger.publicKey);
    const headers: Partial<JWTHeaderParameters>[] = [
      { jwk },
      { jku: "http://127.0.0.1:1/keys", kid: "k1" },
      { x5u: "http://127.0.0.1:1/cert", kid: "k1" },
    ];
    for (const header of headers) {
      expect(await send({}, header, stranger.privateKey)).toEqual([400, "invalid_grant"]);
    }
  });

  test.each(["../k1", "k1' OR '1'='1", "K1", "/dev/null", "file:///etc/passwd"])(
    "names a key that is none: %s",
    async (kid) => {
      expect(await send({}, { kid })).toEqual([400, "invalid_grant"]);
    },
  );

  test.each([
    "https://oauth2.googleapis.com.evil.example/token",
    "https://oauth2.googleapis.com/token/",
    "https://oauth2.googleapis.com/token?x",
    "https://oauth2.googleapis.com@evil.example/token",
    "HTTPS://oauth2.googleapis.com/token",
    "http://evil.example/token",
    "/token",
    "",
  ])("is for an address that only looks like ours: %s", async (aud) => {
    expect(await send({ aud })).toEqual([400, "invalid_grant"]);
  });

  test.each([
    ["a clock 50 seconds ahead", 50, [200, "taken"]],
    ["a clock two minutes ahead", 120, [400, "invalid_grant"]],
    ["a clock two hours behind", -7200, [400, "invalid_grant"]],
  ])("was signed by %s", async (_name, seconds, answer) => {
    const now = Math.floor(Date.now() / 1000) + seconds;
    expect(await send({ iat: now, exp: now + 3600 })).toEqual(answer);
  });

  test("names a user as the one who signed, or as the one to act for without a delegation", async () => {
    expect(await send({ iss: "ada@example.com" })).toEqual([400, "invalid_grant"]);
    expect(await send({ sub: "ada@example.com", scope: "email" })).toEqual([
      401,
      "unauthorized_client",
    ]);
  });
});

describe("a service account's own JWT as the Bearer of a call, forged", () => {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: worker, sub: worker, scope: taskQueue, iat: now, exp: now + 3600 };
  const sign = (header: JWTHeaderParameters, key: Parameters<SignJWT["sign"]>[0]) =>
    new SignJWT(claims).setProtectedHeader(header).sign(key);

  test("the one that is not forged is taken", async () => {
    expect(await isAccepted(service, await sign({ alg: "RS256" }, service.workerKey))).toBe(true);
  });

  test("is refused without a signature, by HMAC with the public key, and by another algorithm", async () => {
    const publicKey = createPublicKey(service.workerKey);
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const [, payload = ""] = (await sign({ alg: "RS256" }, service.workerKey)).split(".");
    const unsigned = ["none", "None", "nOnE"].map(
      (alg) => `${Buffer.from(JSON.stringify({ alg })).toString("base64url")}.${payload}.`,
    );
    const forged = [
      ...unsigned,
      await sign({ alg: "HS256" }, Buffer.from(pem)),
      await sign({ alg: "HS256" }, publicKey.export({ type: "spki", format: "der" })),
      await sign({ alg: "PS256" }, service.workerKey),
      await sign({ alg: "RS512" }, service.workerKey),
    ];
    for (const token of forged)
      expect([token, await isAccepted(service, token)]).toEqual([token, false]);
  });

  test("is refused when it brings its key, or names one that is none", async () => {
    const jwk = await exportJWK(stranger.publicKey);
    const headers: JWTHeaderParameters[] = [
      { alg: "RS256", jwk },
      { alg: "RS256", jku: "http://127.0.0.1:1/keys", kid: "k1" },
      { alg: "RS256", kid: "k1" },
    ];
    for (const header of headers) {
      expect(await isAccepted(service, await sign(header, stranger.privateKey))).toBe(false);
    }
    for (const kid of ["../k1", "K1", "k1' OR '1'='1"]) {
      const token = await sign({ alg: "RS256", kid }, service.workerKey);
      expect([kid, await isAccepted(service, token)]).toEqual([kid, false]);
    }
  });
});

describe("one application with what another was given", () => {
  const cli = { client_id: "cli-client", client_secret: "cli-secret" };

  test("may neither exchange its code nor renew by its refresh token, with its own secret or none", async () => {
    const code = await getCode(service);
    const { refreshToken } = await getTokens(service);
    const grants: Record<string, string>[] = [
      { grant_type: "authorization_code", code, redirect_uri: callback },
      { grant_type: "refresh_token", refresh_token: refreshToken },
    ];
    for (const grant of grants) {
      const reply = await postForm(service, "/token", { ...cli, ...grant });
      expect([reply.status, reply.body["error"]]).toEqual([400, "invalid_grant"]);
      const named = await postForm(service, "/token", { client_id: "web-client", ...grant });
      expect([named.status, named.body["error"]]).toEqual([400, "invalid_request"]);
    }
  });

  test("is told in tokeninfo whose token it was handed", async () => {
    const { accessToken } = await getTokens(service);
    const response = await fetch(`${service.origin}/tokeninfo?access_token=${accessToken}`);
    expect(await response.json()).toMatchObject({ aud: "web-client", azp: "web-client" });
  });
});

describe("what a browser gives away", () => {
  test("no page and no redirect tells the next one where somebody came from", async () => {
    const visitor = newVisitor(service.origin);
    const query = new URLSearchParams({
      client_id: "web-client",
      redirect_uri: callback,
      response_type: "token",
      scope: taskQueue,
      prompt: "consent",
    });
    const consent = await visitor.signIn(await visitor.get(`/o/oauth2/auth?${query.toString()}`));
    const pages = [
      consent,
      await visitor.submit(consent, { decision: "allow" }),
      await visitor.get("/device?user_code=BBBB-BBBB"),
      await visitor.get("/o/oauth2/auth"),
    ];
    for (const page of pages) {
      expect(page.headers.get("referrer-policy")).toBe("no-referrer");
      expect(page.headers.get("cache-control")).toBe("no-store");
    }
    // 307 would send the form, with what was typed into it, on to the application.
    expect(pages[1]?.status).toBe(303);
  });

  test("no answer of a page may be read by another site", async () => {
    const headers = { origin: "https://evil.example" };
    const response = await fetch(`${service.origin}/permissions`, { headers, redirect: "manual" });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });
});
