import { describe, expect, test } from "vitest";
import type { RsaCredentials, SecretCredentials } from "../src/credentials.ts";
import { parseRequest } from "../src/parse-request.ts";
import type { SignOptions } from "../src/sign-options.ts";
import { errorOf } from "./error-of.ts";
import { makeRsaKeys } from "./rsa-keys.ts";
import { runtimes } from "./runtimes.ts";

const rsa = makeRsaKeys();
const credentials: SecretCredentials = {
  consumerKey: "dpf43f3p2l4k3l03",
  consumerSecret: "kd94hf93k423kf44",
  token: "nnch734d00sl2jdk",
  tokenSecret: "pfkkdhi9sl3r4s00",
};
const photo: SignOptions = {
  request: {
    method: "GET",
    url: "http://photos.example.net/photos?file=vacation.jpg&size=original",
  },
  credentials,
  timestampSeconds: 1_191_242_096,
  nonce: "kllo9940pd9333jh",
};
const keys = { consumerSecret: "kd94hf93k423kf44", tokenSecret: "pfkkdhi9sl3r4s00" };

describe.each(runtimes)("with $name", ({ sign, verify }) => {
  test("a header is signed as in appendix A of OAuth Core 1.0", async () => {
    expect(await sign({ ...photo, realm: "http://photos.example.net/" })).toEqual({
      method: "GET",
      url: "http://photos.example.net/photos?file=vacation.jpg&size=original",
      authorization:
        'OAuth realm="http://photos.example.net/", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1191242096", oauth_nonce="kllo9940pd9333jh", oauth_version="1.0", oauth_signature="tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D"',
      form: undefined,
      baseString:
        "GET&http%3A%2F%2Fphotos.example.net%2Fphotos&file%3Dvacation.jpg%26oauth_consumer_key%3Ddpf43f3p2l4k3l03%26oauth_nonce%3Dkllo9940pd9333jh%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D1191242096%26oauth_token%3Dnnch734d00sl2jdk%26oauth_version%3D1.0%26size%3Doriginal",
    });
  });

  test("a query is signed after what is there already", async () => {
    const { url, authorization } = await sign({ ...photo, transmission: "query" });
    expect(authorization).toBeUndefined();
    expect(url).toBe(
      "http://photos.example.net/photos?file=vacation.jpg&size=original&oauth_consumer_key=dpf43f3p2l4k3l03&oauth_token=nnch734d00sl2jdk&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1191242096&oauth_nonce=kllo9940pd9333jh&oauth_version=1.0&oauth_signature=tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D",
    );
  });

  test("a form is signed after what is there already", async () => {
    const request = { method: "POST", url: "https://a.example/", form: "a=1" };
    const signed = await sign({ ...photo, request, transmission: "form" });
    expect(signed.form).toMatch(
      /^a=1&oauth_consumer_key=dpf43f3p2l4k3l03&.*&oauth_signature=[\w%]+$/,
    );
    await verify(parseRequest(signed), keys);
  });

  test("an empty form takes the parameters alone", async () => {
    const request = { method: "POST", url: "https://a.example/" };
    const signed = await sign({ ...photo, request, transmission: "form" });
    expect(signed.form).toMatch(/^oauth_consumer_key=/);
    await verify(parseRequest(signed), keys);
  });

  test.each(["HMAC-SHA1", "HMAC-SHA256"] as const)(
    "%s signs and verifies",
    async (signatureMethod) => {
      const parsed = parseRequest(
        await sign({ ...photo, credentials: { ...credentials, signatureMethod } }),
      );
      expect(parsed.signatureMethod).toBe(signatureMethod);
      await verify(parsed, keys);
    },
  );

  test.each(["RSA-SHA1", "RSA-SHA256"] as const)(
    "%s signs and verifies",
    async (signatureMethod) => {
      const own: RsaCredentials = {
        consumerKey: "rsa.example.com",
        privateKey: rsa.privateKey,
        signatureMethod,
      };
      const parsed = parseRequest(await sign({ ...photo, credentials: own }));
      expect(parsed).toMatchObject({ signatureMethod, token: undefined });
      await verify(parsed, { publicKey: rsa.publicKey });
      const [first, ...rest] = parsed.signature;
      const other = { ...parsed, signature: [first === "A" ? "B" : "A", ...rest].join("") };
      const error = await errorOf(() => verify(other, { publicKey: rsa.publicKey }));
      expect(error).toMatchObject({ code: "signature_invalid", baseString: parsed.baseString });
    },
  );

  test("the default methods are HMAC-SHA1 and RSA-SHA1", async () => {
    const own = { consumerKey: "rsa.example.com", privateKey: rsa.privateKey };
    expect(parseRequest(await sign(photo)).signatureMethod).toBe("HMAC-SHA1");
    expect(parseRequest(await sign({ ...photo, credentials: own })).signatureMethod).toBe(
      "RSA-SHA1",
    );
  });

  test("PLAINTEXT sends the secrets, over https only", async () => {
    const plain: SignOptions = {
      request: { method: "GET", url: "https://photos.example.net/photos" },
      credentials: { ...credentials, consumerSecret: "a b", signatureMethod: "PLAINTEXT" },
    };
    const parsed = parseRequest(await sign(plain), { signatureMethods: ["PLAINTEXT"] });
    expect(parsed.signature).toBe("a%20b&pfkkdhi9sl3r4s00");
    await verify(parsed, { ...keys, consumerSecret: "a b" });
    expect(await errorOf(() => verify(parsed, keys))).toMatchObject({ code: "signature_invalid" });
    await expect(async () => sign({ ...plain, request: photo.request })).rejects.toThrow(
      "PLAINTEXT would show the secrets to everybody: use https, not http://photos.example.net/photos?file=vacation.jpg&size=original.",
    );
  });

  test("the address is signed as fetch sends it, without its fragment", async () => {
    const url = "HTTP://Photos.Example.NET:80/a/../übersicht?q=ü b#top";
    const signed = await sign({ ...photo, request: { method: "get", url } });
    expect(signed.url).toBe("http://photos.example.net/%C3%BCbersicht?q=%C3%BC%20b");
    expect(signed.baseString).toMatch(/^GET&http%3A%2F%2Fphotos.example.net%2F%25C3%25BCbersicht&/);
    await verify(parseRequest(signed), keys);
  });

  test("parameters beside the protocol's own are signed and sent in the same place", async () => {
    const parameters = {
      oauth_callback: "http://127.0.0.1/?a=b",
      xoauth_displayname: "Ångström & Co",
    };
    for (const transmission of ["header", "query"] as const) {
      const parsed = parseRequest(await sign({ ...photo, parameters, transmission }));
      expect(parsed.callback).toBe("http://127.0.0.1/?a=b");
      expect(parsed.parameters).toContainEqual(["xoauth_displayname", "Ångström & Co"]);
      await verify(parsed, keys);
    }
  });

  test("timestamp and nonce are made when they are not given", async () => {
    const { request } = photo;
    const before = Math.floor(Date.now() / 1000);
    const first = parseRequest(await sign({ request, credentials }));
    const second = parseRequest(await sign({ request, credentials }));
    expect(first.timestampSeconds).toBeGreaterThanOrEqual(before);
    expect(first.nonce).toMatch(/^[0-9a-f]{32}$/);
    expect(second.nonce).not.toBe(first.nonce);
  });

  test("a method for which the consumer has no key is rejected", async () => {
    const hmac = parseRequest(await sign(photo));
    expect(await errorOf(() => verify(hmac, { publicKey: rsa.publicKey }))).toMatchObject({
      code: "signature_method_rejected",
      message: "This consumer has no secret for HMAC-SHA1: register one or sign otherwise.",
    });
    const own = { consumerKey: "rsa.example.com", privateKey: rsa.privateKey };
    const signed = parseRequest(await sign({ ...photo, credentials: own }));
    expect(await errorOf(() => verify(signed, keys))).toMatchObject({
      code: "signature_method_rejected",
      message: "This consumer has no certificate for RSA-SHA1: register one or sign otherwise.",
    });
  });

  test.each([
    ["a relative address", { request: { method: "GET", url: "/photos" } }],
    ["another scheme", { request: { method: "GET", url: "ftp://a.example/" } }],
    ["a form in a GET", { transmission: "form" as const }],
    ["a realm in the query", { transmission: "query" as const, realm: "a" }],
    ["a realm that is not ASCII", { realm: "é" }],
    ["the token among the parameters", { parameters: { oauth_token: "t" } }],
    [
      "a protocol parameter in the query",
      { request: { method: "GET", url: "http://a.example/?oauth_callback=oob" } },
    ],
    [
      "a protocol parameter in the form",
      { request: { method: "POST", url: "http://a.example/", form: "oauth_a=b" } },
    ],
  ])("refuses to sign %s", async (_what, change) => {
    await expect(async () => sign({ ...photo, ...change })).rejects.toThrow(TypeError);
  });
});
