import { testClock } from "@leasehold/testing/clock";
import { findProgram } from "@leasehold/testing/programs";
import { expect, test } from "vitest";
import { decideOnDevice, formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { type Idwcc, startIdwcc } from "./e2e/idwcc.ts";
import { type RunningServer, startServer } from "./e2e/running-server.ts";
import { taskqueueScope } from "./e2e/service-account.ts";

const program = findProgram("idwcc");
const ada = { email: "ada@example.com", password: "correct-horse" };

// The page's own numbers for what it lets one choose.
const responseType = { code: 0x1, refresh_token: 0x100000, device_code: 0x1000000 };
const tokenMethod = { basic: 0x1, post: 0x10 };
const pkceS256 = 2;

test.skipIf(program === undefined)(
  "idwcc reads the metadata strictly, signs somebody in, reads userinfo, renews and revokes",
  async () => {
    await using server = await startServer();
    await using idwcc = await startIdwcc(program ?? "");
    await configure(idwcc, server, {
      client_id: "web-client",
      client_secret: "web-secret",
      redirect_uri: "http://127.0.0.1:9004/callback",
      response_type: responseType.code,
      token_method: tokenMethod.basic,
      pkce_method: pkceS256,
      additional_parameters: { access_type: "offline", prompt: "consent" },
    });
    for (const property of ["nonce", "state", "pkce"]) {
      await idwcc.call("PUT", "generate", new URLSearchParams({ property }));
    }

    const { body } = await idwcc.call("PUT", "auth", new URLSearchParams({ use_par: "false" }));
    const { url } = body as { url: string };
    const callback = await signInAndAllow({ browser: formBrowser(server.url), url, ...ada });
    const redirectTo = new URLSearchParams({ redirectTo: callback.href });
    expect((await idwcc.call("POST", "parseRedirectTo", redirectTo)).status).toBe(200);
    expect((await idwcc.call("PUT", "token")).status).toBe(200);
    const session = await idwcc.session();
    expect(session).toMatchObject({
      refresh_token: expect.any(String),
      token_type: "Bearer",
      // Given only when the signature is right.
      id_token_payload: { iss: server.url, aud: "web-client", email: "ada@example.com" },
    });
    expect((await idwcc.call("POST", "userinfoDownload")).status).toBe(200);
    expect((await idwcc.session())["userinfo"]).toContain("ada@example.com");
    expect(await callApi(idwcc, server)).toBe(200);

    // A renewed id_token has no nonce (OpenID Connect Core, 12.2), and idwcc compares what stands in that field.
    await idwcc.set({ response_type: responseType.refresh_token, nonce: "" });
    expect((await idwcc.call("PUT", "token")).status).toBe(200);
    const renewed = String((await idwcc.session())["access_token"]);
    expect(renewed).not.toBe(session["access_token"]);
    expect(await callApi(idwcc, server)).toBe(200);

    await idwcc.set({ token_target: renewed, token_target_type_hint: "access_token" });
    const authentication = new URLSearchParams({ authentication: "client", access_token: "" });
    expect((await idwcc.call("PUT", "revoke", authentication)).status).toBe(200);
    expect(await callApi(idwcc, server)).toBe(401);
    expect(await idwcc.call("PUT", "token")).toMatchObject({
      status: 400,
      body: { error: "invalid_grant", error_description: "Token has been expired or revoked." },
    });
  },
);

test.skipIf(program === undefined)(
  "idwcc goes through the device flow: pending, too fast, then allowed",
  async () => {
    // No time passes between two questions, however slow this machine is.
    const clock = testClock(Date.now());
    await using server = await startServer({ now: clock.now });
    await using idwcc = await startIdwcc(program ?? "");
    await configure(idwcc, server, {
      client_id: "tv-client",
      client_secret: "tv-secret",
      response_type: responseType.device_code,
      token_method: tokenMethod.post,
      // No id_token: the server's clock is put forward below, and idwcc takes none from the future.
      scope: taskqueueScope,
    });
    expect((await idwcc.call("PUT", "device")).status).toBe(200);
    const { device_auth_user_code: userCode, device_auth_verification_uri: url } =
      await idwcc.session();
    expect(await idwcc.call("PUT", "token")).toMatchObject({
      status: 400,
      body: { error: "authorization_pending" },
    });
    expect(await idwcc.call("PUT", "token")).toMatchObject({
      status: 400,
      body: { error: "slow_down" },
    });

    await decideOnDevice({
      browser: formBrowser(server.url),
      url: String(url),
      userCode: String(userCode),
      decision: "allow",
      ...ada,
    });
    clock.advance(15_000);
    expect((await idwcc.call("PUT", "token")).status).toBe(200);
    expect(await callApi(idwcc, server)).toBe(200);
  },
);

async function configure(
  idwcc: Idwcc,
  server: RunningServer,
  fields: Record<string, unknown>,
): Promise<void> {
  await idwcc.set({
    openid_config_endpoint: `${server.url}/.well-known/openid-configuration`,
    openid_config_strict: true,
    scope: `openid email ${taskqueueScope}`,
    auth_method: 1,
    ...fields,
  });
  expect((await idwcc.call("POST", "configDownload")).status).toBe(200);
}

/** Reads a queue with the token that idwcc holds: it can call by itself, but shows nothing of the answer. */
async function callApi(idwcc: Idwcc, server: RunningServer): Promise<number> {
  const token = String((await idwcc.session())["access_token"]);
  const answer = await fetch(`${server.url}/taskqueue/v1beta2/projects/acme/taskqueues/images`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return answer.status;
}
