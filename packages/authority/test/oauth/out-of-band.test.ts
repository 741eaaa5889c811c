import { describe, expect, test } from "vitest";
import { type OAuthService, startOAuthService, taskQueue } from "../support/oauth-service.ts";
import { postForm } from "../support/oauth-tokens.ts";
import { newVisitor, type VisitorPage } from "../support/visitor.ts";

const oob = "urn:ietf:wg:oauth:2.0:oob";

async function ask(
  service: OAuthService,
  decision: "allow" | "deny",
  changes: Record<string, string> = {},
): Promise<VisitorPage> {
  const query = new URLSearchParams({
    client_id: "cli-client",
    redirect_uri: oob,
    response_type: "code",
    scope: taskQueue,
    state: "s1",
    ...changes,
  });
  const visitor = newVisitor(service.origin);
  const first = await visitor.get(`/o/oauth2/auth?${query.toString()}`);
  const consent = await visitor.signIn(first);
  expect(consent.text).toContain("You then get a code to copy into the application.");
  return visitor.submit(consent, { decision });
}

describe("an application without an address", () => {
  test.each([oob, "urn:ietf:wg:oauth:2.0:oob:auto"])(
    "has its code on a page, in the title and in an element of its own (%s)",
    async (redirect_uri) => {
      await using service = await startOAuthService();
      const page = await ask(service, "allow", { redirect_uri });
      expect([page.status, page.location]).toEqual([200, ""]);
      const [, code = ""] = /<title>Success code=(lhc_[\w-]{43})<\/title>/.exec(page.text) ?? [];
      expect(page.text).toMatch(new RegExp(`<textarea[^>]* id="code"[^>]*>${code}</textarea>`));
      const reply = await postForm(service, "/token", {
        client_id: "cli-client",
        client_secret: "cli-secret",
        grant_type: "authorization_code",
        code,
        redirect_uri,
      });
      expect(reply.body).toMatchObject({ scope: taskQueue, token_type: "Bearer" });
    },
  );

  test("is told of a denial by the page", async () => {
    await using service = await startOAuthService();
    const page = await ask(service, "deny");
    expect([page.status, page.location]).toEqual([200, ""]);
    expect(page.text).toContain("<title>Denied error=access_denied</title>");
    expect(page.text).toContain("The person did not allow it.");
  });

  test("never has a token on the page", async () => {
    await using service = await startOAuthService();
    const query = `client_id=cli-client&redirect_uri=${oob}&response_type=token&scope=email`;
    const page = await newVisitor(service.origin).get(`/o/oauth2/auth?${query}`);
    expect(page.location).toBe("");
    expect(page.text).toContain("<title>Denied error=unsupported_response_type</title>");
  });

  test.each(["web-client", "tv-client"])(
    "needs out-of-band switched on: %s has an error page",
    async (client) => {
      await using service = await startOAuthService();
      const query = `client_id=${client}&redirect_uri=${oob}&response_type=code&scope=email`;
      const page = await newVisitor(service.origin).get(`/o/oauth2/auth?${query}`);
      expect([page.status, page.location]).toEqual([400, ""]);
      expect(page.text).toContain("redirect_uri_mismatch");
    },
  );

  test("exchanges its code with the same address only", async () => {
    await using service = await startOAuthService();
    const page = await ask(service, "allow");
    const [, code = ""] = /<title>Success code=([\w-]+)</.exec(page.text) ?? [];
    const reply = await postForm(service, "/token", {
      client_id: "cli-client",
      client_secret: "cli-secret",
      grant_type: "authorization_code",
      code,
      redirect_uri: "http://localhost/",
    });
    expect([reply.status, reply.body["error"]]).toEqual([400, "invalid_grant"]);
  });
});
