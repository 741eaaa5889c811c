import { CodeChallengeMethod, JWT, OAuth2Client } from "google-auth-library";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

test("OAuth2Client gets a code with PKCE, exchanges it, verifies the id_token and asks what the token is", async () => {
  const client = webClient();
  const tokens = await grant(client, ["openid", "email", taskqueueScope]);

  expect(tokens).toMatchObject({
    token_type: "Bearer",
    access_token: expect.any(String),
    refresh_token: expect.any(String),
    expiry_date: expect.any(Number),
  });
  const info = await client.getTokenInfo(tokens.access_token ?? "");
  expect(info).toMatchObject({ aud: "web-client", email: "ada@example.com" });
  expect(info.scopes).toContain(taskqueueScope);
  const ticket = await client.verifyIdToken({
    idToken: tokens.id_token ?? "",
    audience: "web-client",
  });
  expect(ticket.getPayload()).toMatchObject({ iss: server.url, email: "ada@example.com" });
});

test("OAuth2Client renews its access token with the refresh token and calls the API", async () => {
  const client = webClient();
  const tokens = await grant(client, [taskqueueScope]);
  const renewing = webClient();
  renewing.setCredentials({ refresh_token: tokens.refresh_token ?? "" });

  const answer = await renewing.request<{ id: string }>({ url: queueUrl() });

  expect(answer.data.id).toBe("projects/acme/taskqueues/images");
  expect(renewing.credentials.access_token).not.toBe(tokens.access_token);
  expect(renewing.credentials.refresh_token).toBe(tokens.refresh_token);
});

test("A revoked token is refused at once, and its refresh token is dead", async () => {
  const client = webClient();
  const tokens = await grant(client, [taskqueueScope]);
  await client.revokeToken(tokens.access_token ?? "");

  const bearer = new OAuth2Client();
  bearer.setCredentials({ access_token: tokens.access_token ?? "" });
  await expect(bearer.request({ url: queueUrl() })).rejects.toMatchObject({ status: 401 });

  const renewing = webClient();
  renewing.setCredentials({ refresh_token: tokens.refresh_token ?? "" });
  await expect(renewing.getAccessToken()).rejects.toMatchObject({
    status: 400,
    response: {
      data: {
        error: "invalid_grant",
        error_description: "Token has been expired or revoked.",
      },
    },
  });
});

test("A service account's JWT whose audience is Google's token address gets a token", async () => {
  const client = serviceAccount({});
  const answer = await client.request<{ kind: string }>({
    url: `${queueUrl()}/tasks/lease?numTasks=1&leaseSecs=10`,
    method: "POST",
  });
  expect(answer.data.kind).toBe("taskqueue#tasks");
});

test("A service account with domain-wide delegation acts for the user that it names", async () => {
  const request = {
    url: `${queueUrl()}/tasks`,
    method: "POST",
    data: { payloadBase64: "aGVsbG8=" },
  } as const;

  await expect(serviceAccount({}).request(request)).rejects.toMatchObject({ status: 403 });
  const answer = await serviceAccount({ subject: "ada@example.com" }).request<{ kind: string }>(
    request,
  );
  expect(answer.data.kind).toBe("taskqueues#task");
});

test("A service account may not act for a user of a domain that delegated nothing", async () => {
  const client = serviceAccount({ subject: "ada@elsewhere.example" });
  await expect(client.getAccessToken()).rejects.toMatchObject({
    status: 401,
    response: { data: { error: "unauthorized_client" } },
  });
});

function webClient(): OAuth2Client {
  const { url } = server;
  return new OAuth2Client({
    clientId: "web-client",
    clientSecret: "web-secret",
    redirectUri: "http://127.0.0.1:9004/callback",
    issuers: [url],
    endpoints: {
      oauth2AuthBaseUrl: `${url}/o/oauth2/v2/auth`,
      oauth2TokenUrl: `${url}/token`,
      oauth2RevokeUrl: `${url}/revoke`,
      tokenInfoUrl: `${url}/tokeninfo`,
      oauth2FederatedSignonPemCertsUrl: `${url}/oauth2/v1/certs`,
      oauth2FederatedSignonJwkCertsUrl: `${url}/oauth2/v3/certs`,
    },
  });
}

async function grant(client: OAuth2Client, scope: string[]) {
  const { codeVerifier, codeChallenge } = await client.generateCodeVerifierAsync();
  const callback = await signInAndAllow({
    browser: formBrowser(server.url),
    url: client.generateAuthUrl({
      access_type: "offline",
      prompt: "consent",
      scope,
      state: "xyz",
      code_challenge_method: CodeChallengeMethod.S256,
      code_challenge: codeChallenge ?? "",
    }),
    email: "ada@example.com",
    password: "correct-horse",
  });
  expect(callback.searchParams.get("state")).toBe("xyz");
  const code = callback.searchParams.get("code") ?? "";
  const { tokens } = await client.getToken({ code, codeVerifier });
  return tokens;
}

/** The library knows one token address, Google's: only the connection is led to our server. */
function serviceAccount(options: { subject?: string }): JWT {
  const fetchImplementation: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const isGoogle = url.href === "https://oauth2.googleapis.com/token";
    return fetch(isGoogle ? `${server.url}/token` : url, init);
  };
  return new JWT({
    email: "worker@acme.example.com",
    key: server.deployment.workerKey.export({ type: "pkcs8", format: "pem" }).toString(),
    scopes: [taskqueueScope],
    transporterOptions: { fetchImplementation },
    ...options,
  });
}

function queueUrl(): string {
  return `${server.url}/taskqueue/v1beta2/projects/acme/taskqueues/images`;
}
