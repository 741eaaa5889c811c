import {
  ExternalAccountClient,
  GoogleAuth,
  Impersonated,
  JWT,
  OAuth2Client,
  UserRefreshClient,
} from "google-auth-library";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { movingClock } from "./e2e/moving-clock.ts";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";
import { startSubjectTokenServer, subjectFile, subjectToken } from "./e2e/subject-token.ts";

const worker = "worker@acme.example.com";
const cloudPlatform = "https://www.googleapis.com/auth/cloud-platform";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server[Symbol.asyncDispose]());

describe("google-auth-library's external account, unmodified", () => {
  test("has its subject token in a file, and exchanges the next one when ours is refused", async () => {
    const clock = movingClock();
    await using expiring = await startServer({ now: clock.now });
    const file = subjectFile(expiring);
    const client = externalAccount({ file }, { server: expiring, forceRefreshOnFailure: true });
    expect(await leaseWith(client, expiring)).toBe("taskqueue#tasks");
    const first = (await client.getAccessToken()).token;
    // For the server an hour has passed, and the CI service has written another token by then.
    clock.putForward(3_600_000);
    subjectFile(expiring, { aheadSeconds: 3600 });
    expect(await leaseWith(client, expiring)).toBe("taskqueue#tasks");
    expect((await client.getAccessToken()).token).not.toBe(first);
  });

  test("has its subject token from an address", async () => {
    await using metadata = await startSubjectTokenServer(subjectToken(server));
    const client = externalAccount({
      url: metadata.url,
      headers: { "Metadata-Flavor": "ci" },
      format: { type: "json", subject_token_field_name: "id_token" },
    });
    expect(await leaseWith(client)).toBe("taskqueue#tasks");
    expect(metadata.flavors).toEqual(["ci"]);
  });

  test("acts through the service account that its file names", async () => {
    const client = externalAccount(
      { file: subjectFile(server) },
      {
        service_account_impersonation_url: `${server.url}/v1/projects/-/serviceAccounts/${worker}:generateAccessToken`,
        service_account_impersonation: { token_lifetime_seconds: 600 },
      },
    );
    expect(await leaseWith(client)).toBe("taskqueue#tasks");
  });

  test("is told why a subject is not let in", async () => {
    const file = subjectFile(server, { subject: "repo:evil/images" });
    await expect(externalAccount({ file }).getAccessToken()).rejects.toThrow("unauthorized_client");
  });
});

describe("google-auth-library's clients for people and service accounts, unmodified", () => {
  test("UserRefreshClient acts by a refresh token, and impersonates a service account with it", async () => {
    const refreshToken = await grantTo([taskqueueScope, cloudPlatform]);
    const person = userRefreshClient(refreshToken);
    expect(await leaseWith(person)).toBe("taskqueue#tasks");

    const impersonated = new Impersonated({
      sourceClient: person,
      targetPrincipal: worker,
      targetScopes: [taskqueueScope],
      lifetime: 600,
      endpoint: server.url,
    });
    expect(await leaseWith(impersonated)).toBe("taskqueue#tasks");
    const { token } = await impersonated.getAccessToken();
    const info = await new OAuth2Client({
      endpoints: { tokenInfoUrl: `${server.url}/tokeninfo` },
    }).getTokenInfo(token ?? "");
    expect(info).toMatchObject({ azp: worker, scopes: [taskqueueScope] });
  });

  test("Impersonated tells what the server says of an account that the person may not act as", async () => {
    const impersonated = new Impersonated({
      sourceClient: userRefreshClient(await grantTo([cloudPlatform])),
      targetPrincipal: "nobody@acme.example.com",
      targetScopes: [taskqueueScope],
      endpoint: server.url,
    });
    await expect(impersonated.getAccessToken()).rejects.toThrow(
      "PERMISSION_DENIED: unable to impersonate: Permission to act as the service account nobody@acme.example.com denied",
    );
  });

  test("JWT of another universe signs its own tokens: no token endpoint is asked", async () => {
    const asked: string[] = [];
    const account = {
      email: worker,
      key: workerKeyPem(),
      keyId: "k1",
      universeDomain: "leasehold.example",
    };
    const scoped = new JWT({
      ...account,
      scopes: [taskqueueScope],
      transporterOptions: {
        fetchImplementation: (input, init) => {
          asked.push(new URL(input instanceof Request ? input.url : input).pathname);
          return fetch(input, init);
        },
      },
    });
    expect(await leaseWith(scoped)).toBe("taskqueue#tasks");
    expect(asked).toEqual(["/taskqueue/v1beta2/projects/acme/taskqueues/images/tasks/lease"]);

    const forOrigin = await new JWT(account).getRequestHeaders(server.url);
    const answer = await fetch(leaseUrl(server), { method: "POST", headers: forOrigin });
    expect(answer.status).toBe(200);
  });

  test("GoogleAuth takes a key file whose universe_domain is not Google's, and signs for itself", async () => {
    const auth = new GoogleAuth({
      scopes: [taskqueueScope],
      credentials: {
        type: "service_account",
        client_email: worker,
        private_key: workerKeyPem(),
        private_key_id: "k1",
        universe_domain: "leasehold.example",
      },
    });
    const headers = await auth.getRequestHeaders(`${server.url}/`);
    expect(headers.get("authorization")).toMatch(/^Bearer eyJ/);
    const answer = await fetch(leaseUrl(server), { method: "POST", headers });
    expect(answer.status).toBe(200);
  });
});

function externalAccount(
  source: object,
  { server: at = server, ...more }: { server?: RunningServer; [option: string]: unknown } = {},
) {
  const client = ExternalAccountClient.fromJSON({
    type: "external_account",
    audience: "//leasehold/acme/ci",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: `${at.url}/v1/token`,
    credential_source: source as { file: string },
    scopes: [taskqueueScope],
    ...more,
  });
  if (client === null) throw new Error("The library does not take the file.");
  return client;
}

/** Ada's refresh token for web-client. */
async function grantTo(scope: string[]): Promise<string> {
  const client = new OAuth2Client({
    clientId: "web-client",
    clientSecret: "web-secret",
    redirectUri: "http://127.0.0.1:9004/callback",
    endpoints: {
      oauth2AuthBaseUrl: `${server.url}/o/oauth2/v2/auth`,
      oauth2TokenUrl: `${server.url}/token`,
    },
  });
  const callback = await signInAndAllow({
    browser: formBrowser(server.url),
    url: client.generateAuthUrl({ access_type: "offline", prompt: "consent", scope }),
    email: "ada@example.com",
    password: "correct-horse",
  });
  const { tokens } = await client.getToken(callback.searchParams.get("code") ?? "");
  return tokens.refresh_token ?? "";
}

function userRefreshClient(refreshToken: string): UserRefreshClient {
  return new UserRefreshClient({
    clientId: "web-client",
    clientSecret: "web-secret",
    refreshToken,
    endpoints: { oauth2TokenUrl: `${server.url}/token` },
  });
}

/** Leases from the queue; gives the kind of the answer. */
async function leaseWith(
  client: Pick<OAuth2Client, "request">,
  at: RunningServer = server,
): Promise<string> {
  const answer = await client.request<{ kind: string }>({ url: leaseUrl(at), method: "POST" });
  return answer.data.kind;
}

function leaseUrl(at: RunningServer): string {
  return `${at.url}/taskqueue/v1beta2/projects/acme/taskqueues/images/tasks/lease?numTasks=1&leaseSecs=1`;
}

function workerKeyPem(): string {
  return server.deployment.workerKey.export({ type: "pkcs8", format: "pem" }).toString();
}
