import { testClock } from "@leasehold/testing/clock";
import { expect, test } from "vitest";
import { decideOnDevice, formBrowser, signInAndAllow } from "@leasehold/testing/form-browser";
import { movingClock } from "./e2e/moving-clock.ts";
import { findPython } from "@leasehold/testing/python";
import { startScript } from "./e2e/python.ts";
import { startServer } from "./e2e/running-server.ts";

const ada = { email: "ada@example.com", password: "correct-horse" };
const twoHoursMs = 2 * 3_600_000;

const oauthlib = findPython(["google_auth_oauthlib", "googleapiclient"]);
test.skipIf(oauthlib === undefined)(
  "google_auth_oauthlib's run_local_server signs in; its credentials call the API, and renew by themselves after a 401",
  async () => {
    const clock = movingClock();
    await using server = await startServer({ now: clock.now });
    await using script = startScript({
      python: oauthlib ?? "",
      script: "installed_app.py",
      environment: {
        LEASEHOLD_URL: server.url,
        // The library's own switch for a server without TLS.
        OAUTHLIB_INSECURE_TRANSPORT: "1",
      },
    });
    const url = String(await script.next());
    const callback = await signInAndAllow({ browser: formBrowser(server.url), url, ...ada });
    expect(callback.hostname).toBe("localhost");
    // The browser follows the redirect to the library's local server.
    expect(await (await fetch(callback)).text()).toContain("authentication flow has completed");

    script.say("insert");
    const first = (await script.next()) as { token: string };
    expect(first).toMatchObject({ kind: "taskqueues#task" });
    script.say("refresh");
    const second = (await script.next()) as { token: string; refresh: string };
    expect(second.token).not.toBe(first.token);
    expect(second.refresh).toMatch(/^lhr_/);

    // The server takes the token for expired, the library does not: it learns it by the 401.
    clock.putForward(twoHoursMs);
    script.say("insert");
    const third = (await script.next()) as { token: string };
    expect(third).toMatchObject({ kind: "taskqueues#task" });
    expect(third.token).not.toBe(second.token);
  },
);

const oauth2client = findPython(["oauth2client", "googleapiclient"]);
test.skipIf(oauth2client === undefined)(
  "oauth2client signs in as a device by the grant from before RFC 8628, and repeats a call after a 401",
  async () => {
    // No time passes between two questions, however slow this machine is.
    const clock = testClock(Date.now());
    await using server = await startServer({ now: clock.now });
    await using script = startScript({
      python: oauth2client ?? "",
      script: "device_flow.py",
      environment: { LEASEHOLD_URL: server.url },
    });
    const ask = async (line: string): Promise<unknown> => {
      script.say(line);
      return script.next();
    };
    const device = (await script.next()) as { userCode: string; url: string };
    expect(await ask("poll")).toEqual({
      error: "authorization_pendingThe person has not decided yet.",
    });
    expect(await ask("poll")).toEqual({ error: expect.stringContaining("slow_down") });
    await decideOnDevice({
      browser: formBrowser(server.url),
      ...device,
      decision: "allow",
      ...ada,
    });
    clock.advance(15_000);
    const first = (await ask("poll")) as { token: string };
    expect(first.token).toMatch(/^lha_/);
    expect(await ask("insert")).toEqual({ kind: "taskqueues#task", token: first.token });

    clock.advance(twoHoursMs);
    const second = (await ask("insert")) as { token: string };
    expect(second).toEqual({ kind: "taskqueues#task", token: expect.stringMatching(/^lha_/) });
    expect(second.token).not.toBe(first.token);

    expect(await ask("revoke")).toEqual({ revoked: true });
    // A dead token is answered with 401, its renewal with invalid_grant, and the library gives up.
    expect(await ask("insert")).toEqual({
      error: "invalid_grant: Token has been expired or revoked.",
    });
  },
);

const authlib = findPython(["authlib", "requests"]);
test.skipIf(authlib === undefined).each(["client_secret_basic", "client_secret_post"])(
  "authlib's OAuth2Session gets a code with PKCE, renews and revokes (%s)",
  async (method) => {
    await using server = await startServer();
    await using script = startScript({
      python: authlib ?? "",
      script: "authlib_session.py",
      environment: {
        LEASEHOLD_URL: server.url,
        CLIENT_AUTHENTICATION: method,
        AUTHLIB_INSECURE_TRANSPORT: "1",
      },
    });
    const url = String(await script.next());
    const callback = await signInAndAllow({ browser: formBrowser(server.url), url, ...ada });
    script.say(callback.href);

    expect(await script.next()).toEqual({
      type: "Bearer",
      call: "projects/acme/taskqueues/images",
      renewedCall: 200,
      savedAnother: true,
      callAfterRefresh: 200,
      revoke: 200,
      callAfterRevoke: 401,
      refreshAfterRevoke: ["invalid_grant", "Token has been expired or revoked."],
    });
  },
);
