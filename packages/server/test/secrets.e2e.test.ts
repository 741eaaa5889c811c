import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OAuth } from "oauth";
import * as oauth from "oauth4webapi";
import { expect, test } from "vitest";
import { writeDeployment } from "./e2e/deployment.ts";
import { decideOnDevice, formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { signJwt, signWorkerJwt, taskqueueScope } from "./e2e/service-account.ts";
import { startTestService, type TestService } from "./support/test-service.ts";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";

const ada = { email: "ada@example.com", password: "correct-horse" };
const redirectUri = "http://127.0.0.1:9004/callback";
const web = { client_id: "web-client", client_secret: "web-secret" };

/** Everything that somebody who reads the log or the data folder must not find there, by what it is. */
type Secrets = Record<string, string>;

test("no flow leaves a secret in the log at its most talkative, nor in any file of the data folder", async () => {
  using folder = temporaryFolder();
  const deployment = writeDeployment({ folder: folder.path });
  await using service = await startTestService({
    logLevel: "trace",
    configuration: { yaml: deployment.yaml, folder: folder.path },
  });
  const secrets: Secrets = {
    "the password": ada.password,
    "web-client's secret": web.client_secret,
    "tv-client's secret": "tv-secret",
    "the API key": "acme-server-key",
    "the consumer's secret": "consumer-secret",
    ...(await codeFlow(service)),
    ...(await deviceFlow(service)),
    ...(await serviceAccountFlows(service, deployment)),
    ...(await signedFlow(service)),
  };
  await mistakes(service, secrets);

  // Both are read whole, after everything: what is searched in is not empty, and what is searched for is.
  const log = service.log();
  expect(log).toContain("taskqueue.taskqueues.get");
  const files = readdirSync(service.dataFolder)
    .filter((name) => name !== "key")
    .map((name) => readFileSync(join(service.dataFolder, name), "latin1"))
    .join("\n");
  expect(files).toContain("ada@example.com");
  const found = Object.entries(secrets).filter(
    ([, secret]) => secret.length < 8 || log.includes(secret) || files.includes(secret),
  );
  expect(found).toEqual([]);
});

async function post(service: TestService, path: string, form: Record<string, string>) {
  const answer = await fetch(service.url + path, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  const text = await answer.text();
  return (text === "" ? {} : JSON.parse(text)) as Record<string, string>;
}

async function callApi(service: TestService, query: string, headers = {}): Promise<number> {
  const path = "/taskqueue/v1beta2/projects/acme/taskqueues/images";
  return (await fetch(`${service.url}${path}${query}`, { headers })).status;
}

async function codeFlow(service: TestService): Promise<Secrets> {
  const verifier = oauth.generateRandomCodeVerifier();
  const query = new URLSearchParams({
    client_id: web.client_id,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: `openid email ${taskqueueScope}`,
    state: "the-state-of-a-session",
    access_type: "offline",
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const url = `${service.url}/o/oauth2/v2/auth?${query.toString()}`;
  const callback = await signInAndAllow({ browser: formBrowser(service.url), url, ...ada });
  const code = callback.searchParams.get("code") ?? "";
  const exchange = {
    ...web,
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  };
  const tokens = await post(service, "/token", exchange);
  const { access_token: accessToken = "", refresh_token: refreshToken = "" } = tokens;
  expect(await callApi(service, `?access_token=${accessToken}&key=acme-server-key`)).toBe(200);
  await fetch(`${service.url}/tokeninfo?access_token=${accessToken}`);
  await fetch(`${service.url}/oauth2/v3/userinfo?access_token=${accessToken}`);
  const refresh = { ...web, grant_type: "refresh_token", refresh_token: refreshToken };
  const renewed = await post(service, "/token", refresh);
  await fetch(`${service.url}/revoke?token=${accessToken}`, { method: "POST" });
  expect(await callApi(service, `?oauth_token=${renewed["access_token"]}`)).toBe(401);
  return {
    "the code": code,
    "the verifier": verifier,
    "the state": "the-state-of-a-session",
    "the access token": accessToken,
    "the refresh token": refreshToken,
    "the id_token": tokens["id_token"] ?? "",
    "the renewed access token": renewed["access_token"] ?? "",
  };
}

async function deviceFlow(service: TestService): Promise<Secrets> {
  const client = { client_id: "tv-client", client_secret: "tv-secret" };
  const started = await post(service, "/device/code", { ...client, scope: taskqueueScope });
  const { device_code: deviceCode = "", user_code: userCode = "" } = started;
  const poll = {
    ...client,
    grant_type: "urn:ietf:params:oauth:grant-type:device_code",
    device_code: deviceCode,
  };
  expect(await post(service, "/token", poll)).toMatchObject({ error: "authorization_pending" });
  const url = `${service.url}/device`;
  const browser = formBrowser(service.url);
  await decideOnDevice({ browser, url, userCode, decision: "allow", ...ada });
  return { "the device code": deviceCode, "the user code": userCode };
}

async function serviceAccountFlows(
  service: TestService,
  { workerKey, ciKey }: ReturnType<typeof writeDeployment>,
): Promise<Secrets> {
  const claims = { aud: `${service.url}/token`, scope: taskqueueScope };
  const assertion = signWorkerJwt({ key: workerKey, claims });
  const jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  const granted = await post(service, "/token", { grant_type: jwtBearer, assertion });
  const own = signWorkerJwt({
    key: workerKey,
    claims: { sub: "worker@acme.example.com", scope: taskqueueScope },
  });
  expect(await callApi(service, "", { authorization: `Bearer ${own}` })).toBe(200);
  const subjectToken = signJwt({
    key: ciKey,
    kid: "ci-1",
    claims: { iss: "https://ci.example.com", aud: "//leasehold/acme/ci", sub: "repo:acme/images" },
  });
  const exchanged = await post(service, "/v1/token", {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    audience: "//leasehold/acme/ci",
    scope: taskqueueScope,
    requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    subject_token: subjectToken,
  });
  return {
    "the assertion": assertion,
    "the assertion's token": granted["access_token"] ?? "",
    "the self-signed JWT": own,
    "the subject token": subjectToken,
    "the exchanged token": exchanged["access_token"] ?? "",
  };
}

async function signedFlow(service: TestService): Promise<Secrets> {
  const client = new OAuth(
    `${service.url}/accounts/OAuthGetRequestToken`,
    `${service.url}/accounts/OAuthGetAccessToken`,
    "consumer.example.com",
    "consumer-secret",
    "1.0",
    redirectUri,
    "HMAC-SHA1",
  );
  const request = await answered((done) =>
    client.getOAuthRequestToken({ scope: taskqueueScope }, done),
  );
  const url = `${service.url}/accounts/OAuthAuthorizeToken?oauth_token=${request[0]}`;
  const back = await signInAndAllow({ browser: formBrowser(service.url), url, ...ada });
  const verifier = back.searchParams.get("oauth_verifier") ?? "";
  const access = await answered((done) =>
    client.getOAuthAccessToken(request[0], request[1], verifier, done),
  );
  const queue = `${service.url}/taskqueue/v1beta2/projects/acme/taskqueues/images`;
  await answered((done) =>
    client.get(`${queue}?key=acme-server-key`, access[0], access[1], (error, body) =>
      done(error, String(body), ""),
    ),
  );
  return {
    "the request token": request[0],
    "the request token's secret": request[1],
    "the OAuth 1.0 verifier": verifier,
    "the OAuth 1.0 token": access[0],
    "the OAuth 1.0 token's secret": access[1],
  };
}

function answered(
  call: (done: (error: unknown, first: string, second: string) => void) => void,
): Promise<[string, string]> {
  return new Promise((resolve, reject) => {
    call((error, first, second) =>
      error === null || error === undefined
        ? resolve([first, second])
        : reject(new Error(JSON.stringify(error))),
    );
  });
}

/** Secrets where they do not belong: each is refused, and an error must not repeat it in the log. */
async function mistakes(service: TestService, secrets: Secrets): Promise<void> {
  for (const secret of Object.values(secrets)) {
    const value = encodeURIComponent(secret);
    for (const path of ["/token", "/o/oauth2/auth", "/device", "/signin", "/nothing", "/revoke"]) {
      await fetch(`${service.url}${path}?secret=${value}`, { redirect: "manual" });
    }
    await callApi(service, `?access_token=${value}`);
    await callApi(service, "", {
      authorization: `Basic ${Buffer.from(secret).toString("base64")}`,
    });
    await fetch(`${service.url}/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `{"client_secret": "${secret}`,
    });
  }
}
