import { getDiffieHellman } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exchange } from "../../src/lib/openid/diffie-hellman.ts";
import { startConsumerService } from "../support/consumer.ts";
import type { OAuthService } from "../support/oauth-service.ts";
import {
  answerOf,
  associate,
  type DirectReply,
  endpointPath,
  requestAs,
  formOf,
  type Message,
  openIdNamespace,
  post,
  signatureOf,
  signInAndAllow,
  writtenNumber,
} from "../support/openid-site.ts";

let service: OAuthService;
beforeAll(async () => {
  service = await startConsumerService();
});
afterAll(() => service[Symbol.asyncDispose]());

const prime = getDiffieHellman("modp2").getPrime();
const modulus = BigInt(`0x${prime.toString("hex")}`);

const asked: Message = {
  ns: openIdNamespace,
  mode: "associate",
  assoc_type: "HMAC-SHA256",
  session_type: "DH-SHA256",
  dh_modulus: writtenNumber(modulus),
  dh_gen: writtenNumber(2n),
  dh_consumer_public: writtenNumber(5n),
};

/** Sends a message under the public https address. */
function postOverTls(message: Message): Promise<DirectReply> {
  return requestAs(service, "queues.example.com", { body: formOf(message).toString() });
}

describe("an association", () => {
  it.each(["SHA1", "SHA256"] as const)(
    "comes to the same secret on both sides: DH-%s",
    async (hash) => {
      const { shared, reply } = await associate(service, { hash });
      expect(reply.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(Object.keys(reply.fields)).toEqual([
        "ns",
        "assoc_handle",
        "session_type",
        "assoc_type",
        "expires_in",
        "dh_server_public",
        "enc_mac_key",
      ]);
      expect(reply.fields).toMatchObject({
        ns: openIdNamespace,
        session_type: `DH-${hash}`,
        assoc_type: `HMAC-${hash}`,
        expires_in: "1209600",
        assoc_handle: expect.stringMatching(/^[!-~]{1,255}$/) as string,
      });
      expect(shared.secret).toHaveLength(hash === "SHA1" ? 20 : 32);
      const changes = { assoc_handle: shared.handle };
      const answer = answerOf(await signInAndAllow(service, { changes }));
      expect(answer["assoc_handle"]).toBe(shared.handle);
      expect(answer["sig"]).toBe(signatureOf(shared, answer));
    },
  );

  it("takes the site's own modulus and generator", async () => {
    const { shared } = await associate(service, { prime, generator: 5 });
    const changes = { assoc_handle: shared.handle };
    const answer = answerOf(await signInAndAllow(service, { changes }));
    expect(answer["sig"]).toBe(signatureOf(shared, answer));
  });

  it("sends its secret in the clear over TLS only", async () => {
    const message = {
      ns: openIdNamespace,
      mode: "associate",
      assoc_type: "HMAC-SHA1",
      session_type: "no-encryption",
    };
    const hidden = await postOverTls(message);
    expect(hidden.status).toBe(200);
    expect(Buffer.from(hidden.fields["mac_key"] ?? "", "base64")).toHaveLength(20);
    const open = await post(service, message);
    expect([open.status, open.text]).toEqual([
      400,
      `ns:${openIdNamespace}
mode:error
error:A secret is not sent in the clear: no-encryption needs an https address.
error_code:unsupported-type
session_type:DH-SHA256
assoc_type:HMAC-SHA256
`,
    ]);
  });

  it.each(["HMAC-SHA512", "toString"])(
    "is not made of the type %s over TLS either",
    async (assoc_type) => {
      const reply = await postOverTls({ ...asked, assoc_type, session_type: "no-encryption" });
      expect([reply.status, reply.fields["error_code"]]).toEqual([400, "unsupported-type"]);
    },
  );

  it.each([
    ["HMAC-SHA256", "DH-SHA1"],
    ["HMAC-SHA1", "DH-SHA256"],
    ["HMAC-SHA512", "DH-SHA512"],
    ["toString", "DH-SHA256"],
  ])("is refused for %s with %s, and told what there is", async (assoc_type, session_type) => {
    const reply = await post(service, { ...asked, assoc_type, session_type });
    expect([reply.status, reply.fields["error_code"], reply.fields["assoc_type"]]).toEqual([
      400,
      "unsupported-type",
      "HMAC-SHA256",
    ]);
  });

  it("seldom comes to a secret that is shorter than the modulus: some sites hash its zeros", () => {
    // A third of the numbers below this modulus lack its first byte.
    const wide = 3n * 2n ** 1024n + 1n;
    const short = Array.from({ length: 300 }).filter(() => {
      const { shared } = exchange({
        modulus: writtenNumber(wide),
        generator: undefined,
        consumerPublic: writtenNumber(modulus),
      });
      return BigInt(`0x${shared.toString("hex")}`) < 2n ** 1024n;
    });
    expect(short.length).toBeLessThan(25);
  });

  it("is refused after 1000 for one address in ten minutes", async () => {
    await using busy = await startConsumerService();
    const { database, clock } = busy;
    await database
      .insertInto("attempts")
      .values({
        subject: "openid-associate:127.0.0.1",
        window_start_ms: clock.now() - (clock.now() % 600_000),
        count: 999,
      })
      .execute();
    expect((await post(busy, asked)).status).toBe(200);
    const reply = await post(busy, asked);
    expect([reply.status, reply.headers.get("retry-after")]).toEqual([429, "600"]);
    expect(reply.fields["error"]).toContain("more than 1000 associations");
    expect(reply.fields["assoc_handle"]).toBeUndefined();
    const { host } = new URL(busy.origin);
    const body = formOf(asked).toString();
    expect((await requestAs(busy, host, { body, from: "127.0.0.2" })).status).toBe(200);
    clock.advance(600_000);
    expect((await post(busy, asked)).status).toBe(200);
  });
});

describe("an exchange is refused for", () => {
  const cases: [name: string, changes: Message, error: RegExp][] = [
    ["the public key 0", { dh_consumer_public: writtenNumber(0n) }, /dh_consumer_public must be/],
    ["the public key 1", { dh_consumer_public: writtenNumber(1n) }, /dh_consumer_public must be/],
    [
      "the public key p - 1",
      { dh_consumer_public: writtenNumber(modulus - 1n) },
      /dh_consumer_public must be/,
    ],
    [
      "the public key p",
      { dh_consumer_public: writtenNumber(modulus) },
      /dh_consumer_public must be/,
    ],
    [
      "a public key beyond p",
      { dh_consumer_public: writtenNumber(modulus * 2n) },
      /dh_consumer_public must be/,
    ],
    ["a negative public key", { dh_consumer_public: "gA==" }, /dh_consumer_public is negative/],
    ["a public key of 1500 bytes", { dh_consumer_public: "A".repeat(2000) }, /is too large/],
    ["no public key", { dh_consumer_public: "" }, /dh_consumer_public is missing/],
    ["a public key that is no base64", { dh_consumer_public: "a b" }, /is not base64/],
    ["a generator of 1", { dh_gen: writtenNumber(1n) }, /dh_gen must be/],
    ["a generator of p - 1", { dh_gen: writtenNumber(modulus - 1n) }, /dh_gen must be/],
    ["a modulus of 1023 bits", { dh_modulus: writtenNumber(2n ** 1022n + 1n) }, /1024 to 2048/],
    ["a modulus of 2049 bits", { dh_modulus: writtenNumber(2n ** 2048n + 1n) }, /1024 to 2048/],
    ["an even modulus", { dh_modulus: writtenNumber(modulus + 1n) }, /1024 to 2048/],
    ["a modulus of 0", { dh_modulus: writtenNumber(0n) }, /1024 to 2048/],
  ];

  it.each(cases)("%s", async (_name, changes, error) => {
    const reply = await post(service, { ...asked, ...changes });
    expect(reply.status).toBe(400);
    expect(reply.fields).toEqual({
      ns: openIdNamespace,
      mode: "error",
      error: expect.stringMatching(error) as string,
    });
  });

  it("nobody for long: a public key whose powers are all 0 is answered at once", async () => {
    // p = q², y = q: a secret of full length never comes.
    const q = 2n ** 512n + 1n;
    const reply = await post(service, {
      ...asked,
      dh_modulus: writtenNumber(q * q),
      dh_consumer_public: writtenNumber(q),
    });
    expect(reply.status).toBe(200);
  });
});

describe("a message is refused", () => {
  it.each<[name: string, message: Message | URLSearchParams, error: string]>([
    ["of OpenID 1.1", { mode: "associate", assoc_type: "HMAC-SHA1" }, "speaks OpenID 2.0"],
    ["of another version", { ...asked, ns: "http://openid.net/signon/1.1" }, "speaks OpenID 2.0"],
    ["of an unknown mode", { ...asked, mode: "dance" }, "openid.mode must be"],
    ["without a mode", { ns: openIdNamespace }, "openid.mode must be"],
    ["with a field twice", twice(), "openid.assoc_type is there more than once"],
    ["with a field that is too long", { ...asked, x: "x".repeat(8193) }, "openid.x is too long"],
    ["with too many fields", many(), "more than 200 fields"],
    [
      "without what it is about",
      { ns: openIdNamespace, mode: "associate" },
      "assoc_type is missing",
    ],
  ])("%s", async (_name, message, error) => {
    const reply = await post(service, message);
    expect([reply.status, reply.fields["ns"], reply.fields["mode"]]).toEqual([
      400,
      openIdNamespace,
      "error",
    ]);
    expect(reply.fields["error"]).toContain(error);
  });

  it("by GET, which is for browsers", async () => {
    const response = await fetch(`${service.origin}${endpointPath}?${formOf(asked).toString()}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("by POST");
  });

  it("that would put a line of its own into the answer", async () => {
    const reply = await post(service, { ...asked, mode: "x\nis_valid:true" });
    expect(reply.fields["is_valid"]).toBeUndefined();
  });

  function twice(): URLSearchParams {
    const form = formOf(asked);
    form.append("openid.assoc_type", "HMAC-SHA1");
    return form;
  }

  function many(): Message {
    const extra = Array.from({ length: 200 }, (_, index) => [`x${index}`, ""]);
    return { ...asked, ...Object.fromEntries(extra) };
  }
});
