import { signSync } from "@leasehold/oauth1/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  accessToken,
  consumer,
  startConsumerService,
  type TokenPair,
} from "../support/consumer.ts";
import { type OAuthService, taskQueue } from "../support/oauth-service.ts";
import { isAccepted, postForm, type TokenReply, webClient } from "../support/oauth-tokens.ts";

let service: OAuthService;
let pair: TokenPair;
beforeAll(async () => {
  service = await startConsumerService();
  pair = await accessToken(service);
});
afterAll(() => service[Symbol.asyncDispose]());

const grant_type = "urn:ietf:params:oauth:grant-type:migration:oauth1";

function migrate(
  credentials: TokenPair,
  form: Record<string, string> = { ...webClient, grant_type },
  sent: Record<string, string> = form,
): Promise<TokenReply> {
  const { authorization = "" } = signSync({
    request: {
      method: "POST",
      url: `${service.origin}/oauth2/v3/token`,
      form: new URLSearchParams(form).toString(),
    },
    credentials: { ...consumer, ...credentials },
    timestampSeconds: Math.floor(service.clock.now() / 1000),
  });
  return postForm(service, "/oauth2/v3/token", sent, { authorization });
}

describe("the migration grant", () => {
  it("gives OAuth 2.0 tokens with the same scopes for a signed request", async () => {
    const { status, body } = await migrate(pair);
    expect([status, body]).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^lha_/) as string,
        refresh_token: expect.stringMatching(/^lhr_/) as string,
        expires_in: 3600,
        token_type: "Bearer",
        scope: taskQueue,
      },
    ]);
    expect(await isAccepted(service, String(body["access_token"]))).toBe(true);
    const refresh = { grant_type: "refresh_token", refresh_token: String(body["refresh_token"]) };
    expect((await postForm(service, "/token", { ...webClient, ...refresh })).status).toBe(200);
  });

  it.each([
    [
      "another secret",
      { tokenSecret: "x" },
      "invalid_grant",
      /^signature_invalid: .*base_string:POST&http/,
    ],
    ["an unknown token", { token: "lht_x" }, "invalid_grant", /^token_rejected: /],
  ])("refuses %s", async (_name, changes, error, description) => {
    const { status, body } = await migrate({ ...pair, ...changes });
    expect([status, body["error"]]).toEqual([400, error]);
    expect(body["error_description"]).toMatch(description);
  });

  it("refuses a form that was changed on its way", async () => {
    const form = { ...webClient, grant_type };
    const { body } = await migrate(pair, form, { ...form, scope: taskQueue });
    expect(body["error_description"]).toMatch(/^signature_invalid: /);
  });

  it("refuses a wrong client secret, and a request that is not signed", async () => {
    const wrong = { ...webClient, client_secret: "x", grant_type };
    expect((await migrate(pair, wrong)).body["error"]).toBe("invalid_client");
    const unsigned = await postForm(service, "/token", { ...webClient, grant_type });
    expect([unsigned.status, unsigned.body["error"]]).toEqual([400, "invalid_request"]);
    expect(unsigned.body["error_description"]).toMatch(/^parameter_absent: /);
  });

  it("refuses a client of another project", async () => {
    const form = { client_id: "leasehold-cli", grant_type };
    const { status, body } = await migrate(pair, form);
    expect([status, body["error"]]).toEqual([400, "unauthorized_client"]);
  });
});
