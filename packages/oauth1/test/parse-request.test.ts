import { describe, expect, test } from "vitest";
import { type IncomingRequest, parseRequest, transmissionOf } from "../src/parse-request.ts";
import { errorOf } from "./error-of.ts";

const url = "https://api.example.com/tasks";
const sound =
  'OAuth oauth_consumer_key="k", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1795000000", oauth_nonce="n", oauth_signature="s%3d"';
const soundForm =
  "oauth_consumer_key=k&oauth_signature_method=HMAC-SHA1&oauth_timestamp=1795000000&oauth_nonce=n&oauth_signature=s%3d";

function get(authorization: string): IncomingRequest {
  return { method: "GET", url, authorization };
}

describe("parseRequest", () => {
  test("reads a header with realm, token, callback and verifier", () => {
    const header = `${sound}, realm="http://a.example/", oauth_token="4%2Ft+", oauth_callback="oob", oauth_verifier="v"`;
    expect(parseRequest(get(header))).toEqual({
      transmission: "header",
      consumerKey: "k",
      token: "4/t+",
      signatureMethod: "HMAC-SHA1",
      signature: "s=",
      timestampSeconds: 1_795_000_000,
      nonce: "n",
      callback: "oob",
      verifier: "v",
      realm: "http://a.example/",
      parameters: [
        ["oauth_consumer_key", "k"],
        ["oauth_signature_method", "HMAC-SHA1"],
        ["oauth_timestamp", "1795000000"],
        ["oauth_nonce", "n"],
        ["oauth_signature", "s="],
        ["oauth_token", "4/t+"],
        ["oauth_callback", "oob"],
        ["oauth_verifier", "v"],
      ],
      baseString:
        "GET&https%3A%2F%2Fapi.example.com%2Ftasks&oauth_callback%3Doob%26oauth_consumer_key%3Dk%26oauth_nonce%3Dn%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D1795000000%26oauth_token%3D4%252Ft%252B%26oauth_verifier%3Dv",
    });
  });

  test.each([
    ["no space after commas", sound.replaceAll(", ", ",")],
    ["white space everywhere", sound.replaceAll(", ", " ,\t ").replaceAll("=", " = ")],
    ["an empty realm", sound.replace("OAuth ", 'OAuth realm="",')],
    [
      "a realm with a quote and a comma",
      sound.replace("OAuth ", String.raw`OAuth realm="a\",b", `),
    ],
    ["a scheme in lower case", sound.replace("OAuth", "oauth")],
    ["the version 1.0", `${sound}, oauth_version="1.0"`],
    ["the version 1.0A", `${sound}, oauth_version="1.0A"`],
    ["an empty token", `${sound}, oauth_token=""`],
    ["an empty element in the list", sound.replace(", ", ", , ")],
    ["empty elements first, last and beside each other", `${sound.replace(" ", " ,, ")},\t, ,`],
    ["32 empty elements", `${sound}${",".repeat(32)}`],
  ])("takes a header with %s", (_what, authorization) => {
    expect(parseRequest(get(authorization))).toMatchObject({
      consumerKey: "k",
      signature: "s=",
      token: undefined,
    });
  });

  test("a plus is itself in the header, and a space in query and form", () => {
    const request = {
      method: "POST",
      url: `${url}?q=a+b`,
      authorization: `${sound}, scope="a+b"`,
      form: "f=a+b%2B",
    };
    expect(parseRequest(request).parameters.slice(-3)).toEqual([
      ["scope", "a+b"],
      ["q", "a b"],
      ["f", "a b+"],
    ]);
  });

  test("keeps empty and repeated parameters, and drops what is between two ampersands", () => {
    const request = { ...get(sound), url: `${url}?a&b=&=c&&a=1&a=1&` };
    expect(parseRequest(request).parameters.slice(5)).toEqual([
      ["a", ""],
      ["b", ""],
      ["", "c"],
      ["a", "1"],
      ["a", "1"],
    ]);
  });

  test("reads the query and the form as it reads the header", () => {
    expect(parseRequest({ method: "GET", url: `${url}?${soundForm}` }).transmission).toBe("query");
    expect(parseRequest({ method: "POST", url, form: soundForm }).transmission).toBe("form");
  });

  test("reads a timestamp in milliseconds: that it is far off is told by its check", () => {
    const parsed = parseRequest(get(sound.replace("1795000000", "1795000000123")));
    expect(parsed.timestampSeconds).toBe(1_795_000_000_123);
  });

  test("takes PLAINTEXT only where it is allowed, then also without timestamp and nonce", async () => {
    const request = {
      method: "POST",
      url,
      form: "oauth_consumer_key=k&oauth_signature_method=PLAINTEXT&oauth_signature=s%26",
    };
    expect(await errorOf(() => parseRequest(request))).toMatchObject({
      code: "signature_method_rejected",
      message:
        'The signature method "PLAINTEXT" is not taken here: sign with HMAC-SHA1, HMAC-SHA256, RSA-SHA1, RSA-SHA256.',
    });
    expect(parseRequest(request, { signatureMethods: ["PLAINTEXT"] })).toMatchObject({
      signature: "s&",
      timestampSeconds: undefined,
      nonce: undefined,
    });
  });

  test.each([
    ["oauth_consumer_key", ["oauth_consumer_key"]],
    ["oauth_signature_method", ["oauth_signature_method"]],
    ["oauth_signature", ["oauth_signature"]],
    ["oauth_timestamp", ["oauth_timestamp"]],
    ["oauth_nonce", ["oauth_nonce"]],
  ])("says that %s is absent", async (name, parameters) => {
    const form = soundForm
      .split("&")
      .filter((pair) => !pair.startsWith(`${name}=`))
      .join("&");
    const error = await errorOf(() => parseRequest({ method: "POST", url, form }));
    expect(error).toMatchObject({ code: "parameter_absent", parameters });
  });

  test("says what every request needs when there is nothing", async () => {
    const error = await errorOf(() =>
      parseRequest({ method: "GET", url, authorization: "OAuth 1/abc" }),
    );
    expect(error).toMatchObject({
      code: "parameter_absent",
      parameters: ["oauth_consumer_key", "oauth_signature_method", "oauth_signature"],
    });
  });

  test.each([
    ["a parameter twice in the header", get(`${sound}, oauth_nonce="n"`), ["oauth_nonce"]],
    [
      "a parameter twice in the query",
      { method: "GET", url: `${url}?${soundForm}&oauth_token=a&oauth_token=b` },
      ["oauth_token"],
    ],
    [
      "a parameter twice by another spelling",
      { method: "POST", url, form: `${soundForm}&%6Fauth_nonce=m` },
      ["oauth_nonce"],
    ],
    ["header and query", { ...get(sound), url: `${url}?oauth_token=t` }, ["oauth_token"]],
    [
      "header and form",
      { ...get(sound), method: "POST", form: "oauth_callback=oob" },
      ["oauth_callback"],
    ],
    [
      "query and form",
      { method: "POST", url: `${url}?${soundForm}`, form: "oauth_nonce=n" },
      ["oauth_nonce"],
    ],
    ["an empty consumer key", get(sound.replace('"k"', '""')), ["oauth_consumer_key"]],
    ["an empty signature", get(sound.replace('"s%3d"', '""')), ["oauth_signature"]],
    ["an empty nonce", get(sound.replace('"n"', '""')), ["oauth_nonce"]],
    [
      "a nonce of 257 characters",
      get(sound.replace('"n"', `"${"n".repeat(257)}"`)),
      ["oauth_nonce"],
    ],
    ["a timestamp that is no number", get(sound.replace("1795000000", "1e9")), ["oauth_timestamp"]],
    [
      "a timestamp with leading zeros",
      get(sound.replace("1795000000", "01795000000")),
      ["oauth_timestamp"],
    ],
    ["a negative timestamp", get(sound.replace("1795000000", "-5")), ["oauth_timestamp"]],
    ["percent signs that encode nothing", { ...get(sound), url: `${url}?a=100%` }, ["100%"]],
    ["bytes that are not UTF-8", { ...get(sound), url: `${url}?a=%ff` }, ["%ff"]],
    ["a header without quotes", get(`${sound}, a=b`), ["Authorization"]],
    ["a header without commas", get(sound.replace(", ", " ")), ["Authorization"]],
    ["33 empty elements in the header", get(`${sound}${", ".repeat(33)}`), ["Authorization"]],
    ["a name alone between commas", get(sound.replace(", ", ", a, ")), ["Authorization"]],
    ["a value alone between commas", get(sound.replace(", ", ', "a", ')), ["Authorization"]],
    ["a header that is not ASCII", get(`${sound}, a="é"`), ["Authorization"]],
    ["two realms", get(`${sound}, realm="a", realm="b"`), ["Authorization"]],
  ])("rejects %s", async (_what, request: IncomingRequest, parameters) => {
    const error = await errorOf(() => parseRequest(request));
    expect(error).toMatchObject({ code: "parameter_rejected", parameters });
  });

  test.each(["1.1", "2.0", "", "1.0B"])("rejects the version '%s'", async (version) => {
    const error = await errorOf(() => parseRequest(get(`${sound}, oauth_version="${version}"`)));
    expect(error).toMatchObject({ code: "version_rejected", parameters: ["oauth_version"] });
  });

  test.each(["", "hmac-sha1", "HMAC-MD5", "HMAC-SHA512"])(
    "rejects the method '%s'",
    async (name) => {
      const error = await errorOf(() => parseRequest(get(sound.replace("HMAC-SHA1", name))));
      expect(error).toMatchObject({
        code: "signature_method_rejected",
        parameters: ["oauth_signature_method"],
      });
    },
  );

  test("takes 1,000 parameters and rejects 1,001", async () => {
    const withFields = (count: number) => ({ ...get(sound), form: "a&".repeat(count) });
    expect(parseRequest(withFields(995)).parameters).toHaveLength(1000);
    expect(await errorOf(() => parseRequest(withFields(996)))).toMatchObject({
      code: "parameter_rejected",
    });
    expect(await errorOf(() => parseRequest(withFields(5000)))).toMatchObject({
      code: "parameter_rejected",
    });
  });

  test("takes a form of 65,536 characters and rejects one more", async () => {
    const withForm = (length: number) => ({ ...get(sound), form: "a".repeat(length) });
    expect(parseRequest(withForm(65_536)).parameters).toHaveLength(6);
    expect(await errorOf(() => parseRequest(withForm(65_537)))).toMatchObject({
      code: "parameter_rejected",
    });
  });
});

describe("transmissionOf", () => {
  test.each([
    ["header", get(sound)],
    ["query", { method: "GET", url: `${url}?${soundForm}` }],
    ["form", { method: "POST", url, form: soundForm }],
    ["query", { method: "GET", url: `${url}?oauth_token=t&oauth_consumer_key=k` }],
    [undefined, get("OAuth 1/abc_oauth")],
    [undefined, get("Bearer t")],
    [undefined, { method: "GET", url: `${url}?oauth_token=t` }],
    [undefined, { method: "GET", url: `${url}#?${soundForm}` }],
    [undefined, { method: "POST", url, form: "oauth_token=t" }],
  ])("is %s for %o", (transmission, request: IncomingRequest) => {
    expect(transmissionOf(request)).toBe(transmission);
  });
});
