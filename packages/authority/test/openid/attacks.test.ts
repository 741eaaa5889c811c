import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startConsumerService } from "../support/consumer.ts";
import { callback, type OAuthService } from "../support/oauth-service.ts";
import {
  access,
  adaAfterAllowing,
  answerOf,
  associate,
  checkAuthentication,
  checkidPath,
  type Message,
  signatureOf,
  signInAndAllow,
} from "../support/openid-site.ts";
import type { Visitor } from "../support/visitor.ts";

let service: OAuthService;
let ada: Visitor;
beforeAll(async () => {
  service = await startConsumerService();
  ada = await adaAfterAllowing(service);
});
afterAll(() => service[Symbol.asyncDispose]());

/** A fresh answer of Ada's. */
async function answerFor(changes: Record<string, string> = {}): Promise<Message> {
  return answerOf(await ada.get(checkidPath(changes)));
}

async function isValid(answer: Message): Promise<string | undefined> {
  return (await checkAuthentication(service, answer)).fields["is_valid"];
}

describe("an answer that was changed on the way is not ours", () => {
  const without = (answer: Message, ...names: string[]): Message =>
    Object.fromEntries(Object.entries(answer).filter(([name]) => !names.includes(name)));

  it("the OAuth fields taken out of openid.signed", async () => {
    const answer = await answerFor(access);
    const signed = (answer["signed"] ?? "").replace(/,ns\.oauth,.*$/, "");
    expect(signed).not.toBe(answer["signed"]);
    expect(await isValid({ ...answer, signed })).toBe("false");
    const bare = without(answer, "ns.oauth", "oauth.request_token", "oauth.scope");
    expect(await isValid({ ...bare, signed })).toBe("false");
    expect(await isValid(answer)).toBe("true");
  });

  it("another request token beside what is signed", async () => {
    const answer = await answerFor();
    const added = { "ns.oauth": access["ns.oauth"] ?? "", "oauth.request_token": "lhq_evil" };
    expect(await isValid({ ...answer, ...added })).toBe("false");
    expect(await isValid({ ...(await answerFor(access)), ...added })).toBe("false");
    expect(await isValid(answer)).toBe("true");
  });

  it.each([
    [
      "another identifier",
      { claimed_id: "http://evil.example/", identity: "http://evil.example/" },
    ],
    ["another site", { return_to: "http://evil.example/" }],
    ["another nonce", { response_nonce: "2026-01-01T00:00:00Zother" }],
    ["another signature", { sig: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }],
    ["a signature of another length", { sig: "AAAA" }],
    ["another mode signed", { signed: "mode" }],
    ["a field signed twice", { signed: "ns,ns" }],
    ["a field signed that is not there", { signed: "ns,absent" }],
  ])("%s", async (_name, changes) => {
    const answer = await answerFor();
    expect(await isValid({ ...answer, ...changes })).toBe("false");
    expect(await isValid(answer)).toBe("true");
  });

  it("any one field that is another, or that is missing", async () => {
    const answer = await answerFor(access);
    for (const name of Object.keys(answer).filter((each) => each !== "mode")) {
      const changed = await checkAuthentication(service, { ...answer, [name]: `${answer[name]}x` });
      expect([name, changed.fields["is_valid"] ?? "refused"]).toEqual([
        name,
        name === "ns" ? "refused" : "false",
      ]);
      const missing = await checkAuthentication(service, without(answer, name));
      expect([name, missing.fields["is_valid"]]).not.toEqual([name, "true"]);
    }
    expect(await isValid(answer)).toBe("true");
  });

  it("fields moved into another's value by a line break or a colon", async () => {
    const answer = await answerFor();
    const names = (answer["signed"] ?? "").split(",");
    const joined = {
      ...answer,
      return_to: `${callback}\nresponse_nonce:${answer["response_nonce"]}`,
    };
    const signed = names.filter((name) => name !== "response_nonce").join(",");
    const text = (message: Message, list: string[]) =>
      list.map((name) => `${name}:${message[name]}\n`).join("");
    // The two are one text: only the form of the fields tells them apart.
    expect(text({ ...joined, signed }, signed.split(","))).toBe(text(answer, names));
    expect(await isValid({ ...joined, signed })).toBe("false");
    const [scheme = "", rest = ""] = (answer["claimed_id"] ?? "").split(/:(.*)/);
    const split = names.map((name) => (name === "claimed_id" ? `claimed_id:${scheme}` : name));
    const forged = {
      ...answer,
      claimed_id: "http://evil.example/",
      [`claimed_id:${scheme}`]: rest,
      signed: split.join(","),
    };
    expect(text(forged, split)).toBe(text(answer, names));
    expect(await isValid(forged)).toBe("false");
    expect(await isValid(answer)).toBe("true");
  });
});

describe("an answer is confirmed once", () => {
  it("and not when it is sent again", async () => {
    const answer = await answerFor();
    expect([await isValid(answer), await isValid(answer)]).toEqual(["true", "false"]);
  });

  it("among many questions at the same moment", async () => {
    const answer = await answerFor();
    const answers = await Promise.all([1, 2, 3, 4].map(() => isValid(answer)));
    expect(answers.filter((answer) => answer === "true")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "false")).toHaveLength(3);
  });

  it("and not ten minutes later", async () => {
    await using late = await startConsumerService();
    const answer = answerOf(await signInAndAllow(late));
    const other = answerOf(await signInAndAllow(late));
    late.clock.advance(599_999);
    expect((await checkAuthentication(late, other)).fields["is_valid"]).toBe("true");
    late.clock.advance(1);
    expect((await checkAuthentication(late, answer)).fields["is_valid"]).toBe("false");
  });
});

describe("a handle", () => {
  it("that is shared with a site confirms nothing, however well it is signed", async () => {
    const { shared } = await associate(service);
    const answer = await answerFor({ assoc_handle: shared.handle });
    expect(answer["sig"]).toBe(signatureOf(shared, answer));
    expect(await isValid(answer)).toBe("false");
    const forged = { ...answer, claimed_id: "http://evil.example/" };
    expect(await isValid({ ...forged, sig: signatureOf(shared, forged) })).toBe("false");
  });

  it("that is ours alone signs no other answer", async () => {
    const first = await answerFor();
    const handle = first["assoc_handle"] ?? "";
    const second = await answerFor({ assoc_handle: handle });
    expect(second["assoc_handle"]).not.toBe(handle);
    expect(second["invalidate_handle"]).toBe(handle);
  });

  it.each(["forged", "", "A".repeat(120), "A".repeat(256), "a\nb:c", "ä", "{HMAC-SHA256}{x}"])(
    "that nobody made is answered with a new one, and confirms nothing: %j",
    async (handle) => {
      const answer = await answerFor({ assoc_handle: handle });
      expect(answer["mode"]).toBe("id_res");
      expect(answer["assoc_handle"]).not.toBe(handle);
      const isPlain = /^[!-~]{1,255}$/.test(handle);
      expect(answer["invalidate_handle"]).toBe(isPlain ? handle : undefined);
      const reply = await checkAuthentication(service, { ...answer, assoc_handle: handle });
      expect(reply.fields["is_valid"]).toBe(handle === "" ? undefined : "false");
    },
  );

  it("that differs in one bit is unknown", async () => {
    const { shared } = await associate(service);
    const bytes = Buffer.from(shared.handle, "base64url");
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    const changed = bytes.toString("base64url");
    expect((await answerFor({ assoc_handle: changed }))["invalidate_handle"]).toBe(changed);
  });
});

describe("a site that is not who it says", () => {
  const page = (changes: Record<string, string | undefined>) => ada.get(checkidPath(changes));

  it.each([
    "http://evil.example/",
    "http://127.0.0.1:9005/",
    "https://127.0.0.1:9004/",
    "http://127.0.0.1:9004@evil.example/",
    "http://user@127.0.0.1:9004/",
    "http://127.0.0.1:9004.evil.example/",
    "http://127.0.0.1:9004\\@evil.example/",
    "http://127.0.0.1:9004/#fragment",
    "//127.0.0.1:9004/",
    "javascript:alert(1)//127.0.0.1:9004/",
    "http://127.0.0.1:9004/a\r\nset-cookie:a=b",
    "http://127.0.0.1:9004/ä",
    "http://127.0.0.1:9004/?openid.mode=id_res",
    "http://127.0.0.1:9004/?openid%2Emode=id_res",
    "",
  ])("gets no answer at %j, which is not under its realm", async (return_to) => {
    for (const mode of ["checkid_setup", "checkid_immediate"]) {
      const answer = await page({ return_to, mode });
      expect([answer.status, answer.location]).toEqual([400, ""]);
      expect(answer.text).toContain("openid.return_to");
    }
  });

  it.each([
    ["http://127.0.0.1:9004/app", "http://127.0.0.1:9004/application"],
    ["http://127.0.0.1:9004/app", "http://127.0.0.1:9004/app/../other"],
    ["http://127.0.0.1:9004/app/", "http://127.0.0.1:9004/app/%2e%2e/other"],
    ["http://*.example.com/", "http://example.com.evil.example/"],
    ["http://*.example.com/", "http://notexample.com/"],
    ["http://*.example.com/", "http://*.example.com/"],
  ])("with the realm %s gets no answer at %s", async (realm, return_to) => {
    expect([(await page({ realm, return_to })).status]).toEqual([400]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://example.com/",
    "http://*/",
    "http://*.com/",
    "http://*.co.uk/",
    "http://*.127.0.0.1/",
    "http://*.*.example.com/",
    "http://www.*.example.com/",
    "http://user:secret@example.com/",
    "http://example.com/#x",
    "*",
  ])("has no answer for the realm %s", async (realm) => {
    const answer = await page({ realm, return_to: realm.replace("*.", "www.") });
    expect([answer.status, answer.location]).toEqual([400, ""]);
    expect(answer.text).toContain("openid.realm");
  });

  it("may speak for the hosts below a domain of its own", async () => {
    const changes = { realm: "https://*.example.co.uk/", return_to: "https://a.example.co.uk/" };
    const asked = await page(changes);
    expect(asked.text).toContain("<bdi>https://*.example.co.uk/</bdi> asks to sign you");
  });
});
