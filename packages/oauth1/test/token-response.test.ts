import { describe, expect, test } from "vitest";
import { parseTokenResponse } from "../src/token-response.ts";
import { errorOf } from "./error-of.ts";

describe("parseTokenResponse", () => {
  test("reads token, secret, confirmation and whatever else is said", () => {
    const body =
      "oauth_token=4%2Ft&oauth_token_secret=%2Bs&oauth_callback_confirmed=true&user=ada\n";
    expect(parseTokenResponse(body)).toEqual({
      token: "4/t",
      tokenSecret: "+s",
      callbackConfirmed: true,
      additional: new Map([["user", "ada"]]),
    });
  });

  test("takes an empty secret, as an approved request token has it", () => {
    expect(parseTokenResponse("oauth_token=t&oauth_token_secret=")).toMatchObject({
      tokenSecret: "",
      callbackConfirmed: false,
    });
  });

  test.each([
    ["", "oauth_token is missing"],
    ["oauth_token=&oauth_token_secret=s", "oauth_token is missing"],
    ["oauth_token=t", "oauth_token_secret is missing"],
    ["oauth_token=t&oauth_token=u&oauth_token_secret=s", "oauth_token is there twice"],
    ["oauth_token=100%", "it is not form-encoded"],
  ])("refuses '%s'", async (body, why) => {
    expect(await errorOf(() => parseTokenResponse(body))).toMatchObject({
      code: "response_invalid",
      message: `This is not a token answer, ${why}: check that the address is the server's token address.`,
    });
  });
});
