import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OAuthService, startOAuthService, taskQueue } from "../support/oauth-service.ts";
import { getCode, postForm, type TokenReply } from "../support/oauth-tokens.ts";

const verifier = "v".repeat(43);
const spa = { client_id: "spa-client", redirect_uri: "http://127.0.0.1:9005/" };

let service: OAuthService;
beforeAll(async () => {
  service = await startOAuthService();
});
afterAll(() => service[Symbol.asyncDispose]());

async function exchangeFrom(origin: string | undefined): Promise<TokenReply> {
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
  const code = await getCode(service, { ...spa, ...pkce, scope: taskQueue });
  return postForm(
    service,
    "/token",
    { ...spa, grant_type: "authorization_code", code, code_verifier: verifier },
    origin === undefined ? {} : { origin },
  );
}

describe("a browser client at the token endpoint", () => {
  test("has its tokens without a secret, and its page may read them", async () => {
    const reply = await exchangeFrom("http://127.0.0.1:9005");
    expect([reply.status, reply.body["scope"]]).toEqual([200, taskQueue]);
    expect(reply.headers.get("access-control-allow-origin")).toBe("*");
    expect(reply.headers.get("access-control-allow-credentials")).toBeNull();
  });

  test("may be no browser at all", async () => {
    expect((await exchangeFrom(undefined)).status).toBe(200);
  });

  test.each([
    "http://127.0.0.1:9006",
    "https://127.0.0.1:9005",
    "http://127.0.0.1:9005.evil.example",
    "null",
  ])("is refused on a page of another origin, which may read why: %s", async (origin) => {
    const reply = await exchangeFrom(origin);
    expect([reply.status, reply.body]).toEqual([
      403,
      {
        error: "unauthorized_client",
        error_description: `origin_mismatch: ${origin} is not one of the client's JavaScript origins.`,
      },
    ]);
    expect(reply.headers.get("access-control-allow-origin")).toBe("*");
  });
});
