import { describe, expect, test } from "vitest";
import { sweepExpired } from "../../src/lib/sweep.ts";
import {
  decideOnDevice,
  deviceGrant,
  openDevicePage,
  poll,
  startDevice,
  tvClient,
} from "../support/device-flow.ts";
import { type OAuthService, startOAuthService, taskQueue } from "../support/oauth-service.ts";
import { isAccepted, postForm } from "../support/oauth-tokens.ts";
import { newVisitor } from "../support/visitor.ts";

const minute = 60 * 1000;

describe("a device code", () => {
  test.each(["/device/code", "/o/oauth2/device/code"])("is given at %s", async (path) => {
    await using service = await startOAuthService();
    const reply = await postForm(service, path, { client_id: "tv-client", scope: taskQueue });
    const page = `${service.origin}/device`;
    const userCode = String(reply.body["user_code"]);
    expect(userCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect([reply.status, reply.body]).toEqual([
      200,
      {
        device_code: expect.stringMatching(/^lhd_[\w-]{43}$/),
        user_code: userCode,
        verification_url: page,
        verification_url_complete: `${page}?user_code=${userCode}`,
        verification_uri: page,
        verification_uri_complete: `${page}?user_code=${userCode}`,
        expires_in: 1800,
        interval: 5,
      },
    ]);
    expect(reply.headers.get("cache-control")).toBe("no-store");
  });

  test("is kept as a hash, and so is the code that a person types", async () => {
    await using service = await startOAuthService();
    const { deviceCode, userCode } = await startDevice(service);
    const rows = await service.database.selectFrom("device_codes").selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(deviceCode);
    expect(JSON.stringify(rows)).not.toContain(userCode);
  });

  test.each([
    ["an unknown client", { client_id: "nobody" }, 401, "invalid_client"],
    ["no client", { client_id: "" }, 400, "invalid_request"],
    ["a wrong secret", { client_secret: "wrong" }, 401, "invalid_client"],
    ["a web client", { client_id: "web-client" }, 400, "unauthorized_client"],
    ["a browser client", { client_id: "spa-client" }, 400, "unauthorized_client"],
    ["no scope", { scope: "" }, 400, "invalid_request"],
    ["an unknown scope", { scope: "nonsense" }, 400, "invalid_scope"],
  ])("is refused to %s", async (_name, changes, status, error) => {
    await using service = await startOAuthService();
    const reply = await postForm(service, "/device/code", {
      client_id: "tv-client",
      scope: taskQueue,
      ...changes,
    });
    expect([reply.status, reply.body["error"]]).toEqual([status, error]);
  });

  test("is given to an installed application, with its secret or without", async () => {
    await using service = await startOAuthService();
    const client = { client_id: "cli-client" };
    expect((await startDevice(service, client)).userCode).toHaveLength(9);
    const authenticated = { ...client, client_secret: "cli-secret" };
    expect((await startDevice(service, authenticated)).userCode).toHaveLength(9);
  });
});

describe("the device's poll", () => {
  test.each([
    ["the grant of RFC 8628", (code: string) => ({ grant_type: deviceGrant, device_code: code })],
    [
      "the grant from before",
      (code: string) => ({ grant_type: "http://oauth.net/grant_type/device/1.0", code }),
    ],
  ])("waits, then has its tokens, once (%s)", async (_name, fields) => {
    await using service = await startOAuthService();
    const { deviceCode, userCode } = await startDevice(service, {
      scope: `${taskQueue} openid email`,
    });
    const ask = () => postForm(service, "/token", { ...tvClient, ...fields(deviceCode) });
    const waiting = await ask();
    expect([waiting.status, waiting.body["error"]]).toEqual([400, "authorization_pending"]);
    await decideOnDevice(service, userCode);
    const reply = await ask();
    expect([reply.status, reply.body]).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^lha_/),
        refresh_token: expect.stringMatching(/^lhr_/),
        id_token: expect.stringMatching(/^eyJ/),
        expires_in: 3600,
        token_type: "Bearer",
        scope: `${taskQueue} openid email`,
      },
    ]);
    expect(await isAccepted(service, String(reply.body["access_token"]))).toBe(true);
    const refreshed = await postForm(service, "/token", {
      ...tvClient,
      grant_type: "refresh_token",
      refresh_token: String(reply.body["refresh_token"]),
    });
    expect(refreshed.status).toBe(200);
    const again = await ask();
    expect([again.status, again.body["error"]]).toEqual([400, "invalid_grant"]);
  });

  test("is told to slow down when it comes too soon, by five seconds each time", async () => {
    await using service = await startOAuthService();
    const { deviceCode } = await startDevice(service);
    const ask = async () => (await poll(service, deviceCode)).body["error"];
    expect(await ask()).toBe("authorization_pending");
    service.clock.advance(5000);
    expect(await ask()).toBe("authorization_pending");
    service.clock.advance(4999);
    expect(await ask()).toBe("slow_down");
    service.clock.advance(9999);
    expect(await ask()).toBe("slow_down");
    service.clock.advance(15_000);
    expect(await ask()).toBe("authorization_pending");
  });

  test("that never listens writes no more than a dozen times", async () => {
    await using service = await startOAuthService();
    const { deviceCode } = await startDevice(service);
    for (let count = 0; count < 15; count += 1) {
      service.clock.advance(1);
      await poll(service, deviceCode);
    }
    const row = await service.database
      .selectFrom("device_codes")
      .select(["interval_seconds", "polled_at_ms"])
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ interval_seconds: 60, polled_at_ms: service.clock.now() - 3 });
  });

  test("hears of a denial", async () => {
    await using service = await startOAuthService();
    const { deviceCode, userCode } = await startDevice(service);
    const page = await decideOnDevice(service, userCode, "deny");
    expect(page.text).toContain("was told that you did not allow it");
    const reply = await poll(service, deviceCode);
    expect([reply.status, reply.body["error"]]).toEqual([400, "access_denied"]);
    expect(await service.database.selectFrom("grants").selectAll().execute()).toEqual([]);
  });

  test("hears after half an hour that its code has expired, and the row goes later", async () => {
    await using service = await startOAuthService();
    const { deviceCode, userCode } = await startDevice(service);
    service.clock.advance(30 * minute);
    const reply = await poll(service, deviceCode);
    expect([reply.status, reply.body["error"]]).toEqual([400, "expired_token"]);
    const page = await decideOnDevice(service, userCode);
    expect(page.status).toBe(400);
    service.clock.advance(60 * minute);
    const context = { database: service.database, now: service.clock.now };
    await sweepExpired(context);
    expect(await service.database.selectFrom("device_codes").selectAll().execute()).toEqual([]);
    expect((await poll(service, deviceCode)).body["error"]).toBe("invalid_grant");
  });

  test("is answered for the client that asked, and for nobody else", async () => {
    await using service = await startOAuthService();
    const { deviceCode, userCode } = await startDevice(service);
    await decideOnDevice(service, userCode);
    const other = { client_id: "cli-client", client_secret: "cli-secret" };
    expect((await poll(service, deviceCode, other)).body["error"]).toBe("invalid_grant");
    const wrong = await poll(service, deviceCode, { client_secret: "wrong" });
    expect([wrong.status, wrong.body["error"]]).toEqual([401, "invalid_client"]);
    expect((await poll(service, userCode)).body["error"]).toBe("invalid_grant");
    expect((await poll(service, deviceCode)).status).toBe(200);
  });

  test("gets nothing for a consent that was taken back before", async () => {
    await using service = await startOAuthService();
    const { deviceCode, userCode } = await startDevice(service);
    await decideOnDevice(service, userCode);
    await service.database.deleteFrom("grants").execute();
    expect((await poll(service, deviceCode)).body["error"]).toBe("invalid_grant");
  });

  test("of many at once gives tokens to one", async () => {
    await using service = await startOAuthService();
    const { deviceCode, userCode } = await startDevice(service);
    await decideOnDevice(service, userCode);
    const replies = await Promise.all(Array.from({ length: 8 }, () => poll(service, deviceCode)));
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
  });
});

describe("the device page", () => {
  test("names the application and what it asks for, in words", async () => {
    await using service = await startOAuthService();
    const { userCode } = await startDevice(service);
    const { visitor, page } = await openDevicePage(service);
    expect(page.text).toContain('name="user_code"');
    const consent = await visitor.submit(page, { user_code: userCode });
    expect(consent.text).toContain("<bdi>Acme TV</bdi> on another device asks for access");
    expect(consent.text).toContain("An application of the project <bdi>Acme</bdi>");
    expect(consent.text).toContain(userCode);
    expect(consent.text).toContain("ada@example.com");
    expect(consent.text).toContain(
      "<li>See, insert, lease, change and delete tasks in your task queues</li>",
    );
    const done = await visitor.submit(consent, { decision: "allow" });
    expect(done.text).toContain("<h1>Device connected</h1>");
    const list = await visitor.get("/permissions");
    expect(list.text).toContain("Acme TV");
  });

  test("opened by the link asks about its code at once, after sign-in", async () => {
    await using service = await startOAuthService();
    const { deviceCode, body } = await startDevice(service);
    const { pathname, search } = new URL(String(body["verification_uri_complete"]));
    const { visitor, page } = await openDevicePage(service, pathname + search);
    expect(page.text).toContain("<bdi>Acme TV</bdi> on another device asks for access");
    await visitor.submit(page, { decision: "allow" });
    expect((await poll(service, deviceCode)).status).toBe(200);
  });

  test.each([
    ["small letters", (code: string) => code.toLowerCase()],
    ["no dash", (code: string) => code.replace("-", "")],
    ["spaces and a long dash", (code: string) => ` ${code.replace("-", " – ")} `],
  ])("takes a code with %s", async (_name, typed) => {
    await using service = await startOAuthService();
    const { userCode } = await startDevice(service);
    const { visitor, page } = await openDevicePage(service);
    const consent = await visitor.submit(page, { user_code: typed(userCode) });
    expect(consent.text).toContain(userCode);
  });

  test("shows a wrong code as text, and asks again", async () => {
    await using service = await startOAuthService();
    const { visitor, page } = await openDevicePage(service);
    const again = await visitor.submit(page, { user_code: '"><script>alert(1)</script>' });
    expect(again.status).toBe(400);
    expect(again.text).toContain("No device waits with this code.");
    expect(again.text).not.toContain("<script");
  });

  test("takes one decision for a code", async () => {
    await using service = await startOAuthService();
    const { deviceCode, userCode } = await startDevice(service);
    const { visitor, page } = await openDevicePage(service);
    const consent = await visitor.submit(page, { user_code: userCode });
    await visitor.submit(consent, { decision: "deny" });
    const late = await visitor.submit(consent, { decision: "allow" });
    expect(late.status).toBe(400);
    expect((await poll(service, deviceCode)).body["error"]).toBe("access_denied");
  });

  test("refuses forms from elsewhere", async () => {
    await using service = await startOAuthService();
    const { deviceCode, userCode } = await startDevice(service);
    const { visitor, page } = await openDevicePage(service);
    const consent = await visitor.submit(page, { user_code: userCode });
    for (const csrf of ["", "x"]) {
      const entered = await visitor.submit(page, { user_code: userCode, csrf });
      expect(entered.status).toBe(403);
      const decided = await visitor.submit(consent, { decision: "allow", csrf });
      expect(decided.status).toBe(403);
    }
    expect((await poll(service, deviceCode)).body["error"]).toBe("authorization_pending");
  });
});

describe("guessing user codes", () => {
  async function guess(service: OAuthService, count: number, visitor = newVisitor(service.origin)) {
    const { page } = await openDevicePage(service, "/device", visitor);
    let status = 0;
    for (let tried = 0; tried < count; tried += 1) {
      status = (await visitor.submit(page, { user_code: "BBBB-BBBB" })).status;
    }
    return { visitor, page, status };
  }

  test("ends after ten wrong ones in ten minutes, for the right one too", async () => {
    await using service = await startOAuthService();
    const { userCode } = await startDevice(service);
    const { visitor, page, status } = await guess(service, 10);
    expect(status).toBe(400);
    const refused = await visitor.submit(page, { user_code: userCode });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await visitor.get(`/device?user_code=${userCode}`)).status).toBe(429);
    service.clock.advance(10 * minute);
    const consent = await visitor.submit(page, { user_code: userCode });
    expect(consent.text).toContain("Acme TV");
  });

  test("needs an account", async () => {
    await using service = await startOAuthService();
    const { userCode } = await startDevice(service);
    const visitor = newVisitor(service.origin);
    for (const page of [
      await visitor.get(`/device?user_code=${userCode}`),
      await visitor.post("/device", { user_code: userCode }),
      await visitor.post("/device/decision", { user_code: userCode, decision: "allow" }),
    ]) {
      expect([page.status, page.text]).toEqual([303, ""]);
    }
  });
});
