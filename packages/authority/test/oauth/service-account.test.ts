import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OAuthService, startOAuthService, taskQueue } from "../support/oauth-service.ts";
import { isAccepted, postForm } from "../support/oauth-tokens.ts";

let service: OAuthService;
beforeAll(async () => {
  service = await startOAuthService();
});
afterAll(() => service[Symbol.asyncDispose]());

describe("the JWT grant of service accounts", () => {
  const grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  function sign(changes: Record<string, unknown> = {}): Promise<string> {
    const now = Math.floor(service.clock.now() / 1000);
    const claims = {
      iss: "worker@acme.example.com",
      scope: taskQueue,
      aud: "https://oauth2.googleapis.com/token",
      iat: now - 30,
      exp: now + 3570,
      ...changes,
    };
    return new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(service.workerKey);
  }

  test.each([
    "https://accounts.google.com/o/oauth2/token",
    "https://www.googleapis.com/oauth2/v4/token",
    "https://oauth2.googleapis.com/token",
    "own",
  ])("gives a token for an audience of %s", async (aud) => {
    const assertion = await sign({ aud: aud === "own" ? `${service.origin}/token` : aud });
    const reply = await postForm(service, "/token", { grant_type, assertion });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      access_token: expect.stringMatching(/^lha_/),
      expires_in: 3600,
      token_type: "Bearer",
      scope: taskQueue,
    });
    expect(await isAccepted(service, String(reply.body["access_token"]))).toBe(true);
  });

  test.each(["sub", "prn"])("acts as a user under a delegation (%s)", async (claim) => {
    const assertion = await sign({ [claim]: "ada@example.com" });
    const reply = await postForm(service, "/token", { grant_type, assertion });
    expect(reply.status).toBe(200);
    const row = await service.database
      .selectFrom("tokens")
      .select(["subject", "client_id"])
      .orderBy("created_at_ms", "desc")
      .where("application_kind", "=", "service-account")
      .where("subject", "=", "ada@example.com")
      .executeTakeFirst();
    expect(row).toEqual({ subject: "ada@example.com", client_id: "worker@acme.example.com" });
  });

  test.each([
    ["another domain's user", { sub: "eve@elsewhere.example" }, 401, "unauthorized_client"],
    [
      "more scopes than delegated",
      { sub: "ada@example.com", scope: "email" },
      401,
      "unauthorized_client",
    ],
    ["an unknown user", { sub: "nobody@example.com" }, 400, "invalid_grant"],
    ["an unknown scope", { scope: "nonsense" }, 400, "invalid_scope"],
    ["no scope", { scope: "" }, 400, "invalid_scope"],
    ["another audience", { aud: "https://elsewhere.example/token" }, 400, "invalid_grant"],
    ["an unknown account", { iss: "nobody@acme.example.com" }, 400, "invalid_grant"],
    ["a life of over an hour", { exp: 4102444800 }, 400, "invalid_grant"],
  ])("refuses %s", async (_name, changes, status, error) => {
    const assertion = await sign(changes);
    const reply = await postForm(service, "/token", { grant_type, assertion });
    expect([reply.status, reply.body["error"]]).toEqual([status, error]);
  });

  test("refuses a changed JWT and none in Google's words", async () => {
    const assertion = await sign();
    const letter = assertion.at(-10) === "A" ? "B" : "A";
    const changed = `${assertion.slice(0, -10)}${letter}${assertion.slice(-9)}`;
    expect((await postForm(service, "/token", { grant_type, assertion: changed })).body).toEqual({
      error: "invalid_grant",
      error_description: "Invalid JWT Signature.",
    });
    expect((await postForm(service, "/token", { grant_type })).body).toEqual({
      error: "invalid_request",
      error_description: "Missing required parameter: assertion",
    });
  });
});
