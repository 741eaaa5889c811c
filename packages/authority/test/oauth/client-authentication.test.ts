import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OAuthService, startOAuthService } from "../support/oauth-service.ts";
import { getCode, postForm } from "../support/oauth-tokens.ts";

let service: OAuthService;
beforeAll(async () => {
  service = await startOAuthService();
});
afterAll(() => service[Symbol.asyncDispose]());

const minute = 60 * 1000;

describe("client authentication", () => {
  function basic(id: string, secret: string): Record<string, string> {
    return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` };
  }
  const odd = { grant_type: "authorization_code", redirect_uri: "http://127.0.0.1:9004/odd?a=1" };

  test("may be Basic, with id and secret form-encoded", async () => {
    const encoded = basic("odd%3Aclient", encodeURIComponent("se%cr+et/ä"));
    const code = await getCode(service, {
      client_id: "odd:client",
      redirect_uri: odd.redirect_uri,
    });
    const reply = await postForm(service, "/token", { ...odd, code }, encoded);
    expect(reply.status).toBe(200);
  });

  test("may be Basic, with id and secret as they are", async () => {
    const code = await getCode(service);
    const form = { ...odd, code, redirect_uri: "http://127.0.0.1:9004/callback" };
    const reply = await postForm(service, "/token", form, basic("web-client", "web-secret"));
    expect(reply.status).toBe(200);
  });

  test.each([
    [
      "no client at all",
      {},
      {},
      400,
      "invalid_request",
      "Could not determine client ID from request.",
    ],
    [
      "an unknown client",
      { client_id: "nobody" },
      {},
      401,
      "invalid_client",
      "The OAuth client was not found.",
    ],
    [
      "no secret",
      { client_id: "web-client" },
      {},
      400,
      "invalid_request",
      "client_secret is missing.",
    ],
    [
      "a wrong secret",
      { client_id: "web-client", client_secret: "Web-secret" },
      {},
      401,
      "invalid_client",
      "The provided client secret is invalid.",
    ],
    [
      "a wrong secret in Basic",
      {},
      basic("web-client", "x"),
      401,
      "invalid_client",
      "The provided client secret is invalid.",
    ],
    [
      "another scheme",
      {},
      { authorization: "Bearer x" },
      401,
      "invalid_client",
      "The Authorization header must be Basic with client id and secret.",
    ],
    [
      "two clients",
      { client_id: "cli-client" },
      basic("web-client", "web-secret"),
      400,
      "invalid_request",
      "The Authorization header and the body name different clients.",
    ],
  ])("refuses %s", async (_name, form, headers, status, error, description) => {
    const request = { grant_type: "refresh_token", refresh_token: "x", ...form };
    const reply = await postForm(service, "/token", request, headers);
    expect(reply.status).toBe(status);
    expect(reply.body).toEqual({ error, error_description: description });
    const challenge = reply.headers.get("www-authenticate");
    expect(challenge).toBe(
      status === 401 && "authorization" in headers ? 'Basic realm="token"' : null,
    );
  });

  test("is refused for a while after 20 wrong secrets, right or wrong", async () => {
    await using own = await startOAuthService();
    const form = { grant_type: "refresh_token", refresh_token: "x", client_id: "web-client" };
    for (let count = 0; count < 20; count += 1) {
      const reply = await postForm(own, "/token", { ...form, client_secret: `guess ${count}` });
      expect(reply.status).toBe(401);
    }
    const reply = await postForm(own, "/token", { ...form, client_secret: "web-secret" });
    expect([reply.status, reply.body["error"]]).toEqual([429, "slow_down"]);
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
    const other = { ...form, client_id: "cli-client", client_secret: "cli-secret" };
    expect((await postForm(own, "/token", other)).body["error"]).toBe("invalid_grant");
    own.clock.advance(10 * minute);
    const later = await postForm(own, "/token", { ...form, client_secret: "web-secret" });
    expect(later.body["error"]).toBe("invalid_grant");
  });
});
