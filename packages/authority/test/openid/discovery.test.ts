import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startConsumerService } from "../support/consumer.ts";
import type { OAuthService } from "../support/oauth-service.ts";
import { answerOf, checkidPath, requestAs, signInAndAllow } from "../support/openid-site.ts";

let service: OAuthService;
beforeAll(async () => {
  service = await startConsumerService();
});
afterAll(() => service[Symbol.asyncDispose]());

const xrds = "application/xrds+xml";
const extensionTypes = [
  "http://openid.net/srv/ax/1.0",
  "http://specs.openid.net/extensions/oauth/1.0",
  "http://specs.openid.net/extensions/ui/1.0/mode/popup",
  "http://specs.openid.net/extensions/pape/1.0",
];

function get(path: string, accept: string, method = "GET"): Promise<Response> {
  return fetch(service.origin + path, { method, headers: { accept } });
}

function typesOf(text: string): string[] {
  return Array.from(text.matchAll(/<Type>([^<]*)<\/Type>/g), ([, type = ""]) => type);
}

describe("the service's identifier", () => {
  it("leads to the endpoint, and says what it answers", async () => {
    const response = await get("/accounts/o8/id", xrds);
    const text = await response.text();
    expect([response.status, response.headers.get("content-type")]).toEqual([200, xrds]);
    expect(typesOf(text)).toEqual(["http://specs.openid.net/auth/2.0/server", ...extensionTypes]);
    expect(text).toContain(`<URI>${service.origin}/accounts/o8/ud</URI>`);
  });

  it.each(["*/*", "", "text/html; q=0.3, application/xrds+xml", `${xrds},text/html,*/*;q=0.9`])(
    "is XRDS for a program that accepts %s",
    async (accept) => {
      const response = await get("/accounts/o8/id", accept);
      expect(response.headers.get("content-type")).toBe(xrds);
      expect(response.headers.get("vary")).toBe("accept");
    },
  );

  it("is a page for a browser, which says where the XRDS is", async () => {
    const response = await get("/accounts/o8/id", "text/html,application/xhtml+xml,*/*;q=0.8");
    const location = response.headers.get("x-xrds-location") ?? "";
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(location).toBe(`${service.origin}/accounts/o8/xrds`);
    expect(await response.text()).toContain(
      `<meta http-equiv="x-xrds-location" content="${location}" />`,
    );
    const found = await fetch(location);
    expect([found.status, found.headers.get("content-type")]).toEqual([200, xrds]);
  });

  it("answers HEAD, which some programs send first", async () => {
    const response = await get("/accounts/o8/id", xrds, "HEAD");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, xrds]);
    expect(await response.text()).toBe("");
  });
});

describe("under another name", () => {
  it("the public address is the endpoint's, and a Host that is none of ours has none", async () => {
    for (const path of ["/accounts/o8/id", "/accounts/o8/xrds"]) {
      const own = await requestAs(service, "queues.example.com", { path });
      expect(own.text).toContain("<URI>https://queues.example.com/accounts/o8/ud</URI>");
      const forged = await requestAs(service, "evil.example", { path });
      expect([forged.status, forged.text.includes("evil.example")]).toEqual([400, false]);
    }
    const path = checkidPath();
    expect((await requestAs(service, "evil.example", { path })).status).toBe(400);
  });
});

describe("a person's identifier", () => {
  it("leads back to the endpoint, and to no other person's", async () => {
    const identifier = answerOf(await signInAndAllow(service))["claimed_id"] ?? "";
    const response = await fetch(identifier, { headers: { accept: xrds } });
    const text = await response.text();
    // A site that knows the person asks for the same extensions.
    expect(typesOf(text)).toEqual(["http://specs.openid.net/auth/2.0/signon", ...extensionTypes]);
    expect(text).toContain(`<URI>${service.origin}/accounts/o8/ud</URI>`);
    expect(text).not.toContain("LocalID");
    const page = await fetch(identifier, { headers: { accept: "text/html" } });
    const location = page.headers.get("x-xrds-location") ?? "";
    expect(await (await fetch(location)).text()).toBe(text);
  });

  it.each(["x", "", "a".repeat(44), '"><script>', "%0d%0aset-cookie:a=b"])(
    "does not exist with the id %s",
    async (id) => {
      for (const path of ["/accounts/o8/id", "/accounts/o8/xrds"]) {
        const response = await get(`${path}?id=${encodeURIComponent(id)}`, xrds);
        expect([id, response.status]).toEqual([id, id === "" ? 200 : 404]);
      }
    },
  );
});
