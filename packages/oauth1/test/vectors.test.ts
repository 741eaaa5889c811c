import { describe, expect, test } from "vitest";
import {
  baseStringOf,
  baseStringUri,
  normalizeParameters,
  type Parameter,
} from "../src/base-string.ts";
import { defaultSignatureMethods, parseRequest, type Transmission } from "../src/parse-request.ts";
import type { SignatureMethod, VerifyingKeys } from "../src/credentials.ts";
import {
  formatAuthorizationHeader,
  parseAuthorizationHeader,
} from "../src/lib/authorization-header.ts";
import { percentEncode } from "../src/lib/percent-encoding.ts";
import { parseForm } from "../src/lib/form-parameters.ts";
import { queryOf } from "../src/lib/query-of.ts";
import { signingKeyOf } from "../src/lib/signing-key.ts";
import { parseTokenResponse } from "../src/token-response.ts";
import vectors from "./fixtures/published-vectors.json" with { type: "json" };
import { errorOf } from "./error-of.ts";
import { runtimes } from "./runtimes.ts";

interface RequestVector {
  id: string;
  httpMethod: string;
  url: string;
  body?: string;
  oauth: Record<string, string | undefined>;
  consumerSecret?: string;
  tokenSecret?: string;
  baseString?: string;
  baseStringComputed?: string;
  signature?: string;
  signatureComputed?: string;
}

const requests: RequestVector[] = vectors.requests;
const signedRequests = requests.filter((vector) => vector.oauth["oauth_signature_method"]);
const allMethods: SignatureMethod[] = [...defaultSignatureMethods, "PLAINTEXT"];

describe("published vectors", () => {
  test.each(vectors.percentEncoding)("$in is encoded as $out", ({ in: text, out }) => {
    expect(percentEncode(text)).toBe(out);
  });

  test.each(vectors.baseStringUri)("$in is signed as $out", ({ in: url, out }) => {
    expect(baseStringUri(url)).toBe(out);
  });

  test.each(vectors.baseStringUriInvalid)("the address '$in' cannot be signed", ({ in: url }) => {
    expect(() => baseStringUri(url)).toThrow(TypeError);
  });

  test.each(vectors.normalizedParameters)("parameters become $out", ({ pairs, out }) => {
    expect(normalizeParameters(pairs.map(([name = "", value = ""]) => [name, value]))).toBe(out);
  });

  test.each(requests)("$id has the published base string", (vector) => {
    const parameters = parametersOf(vector);
    const baseString = baseStringOf({ method: vector.httpMethod, url: vector.url, parameters });
    expect(baseString).toBe(vector.baseString ?? vector.baseStringComputed);
  });

  test.each(vectors.headerParsing)("a header from $source is read", ({ header, params }) => {
    const { realm, parameters } = parseAuthorizationHeader(header);
    const read = { ...(realm === undefined ? {} : { realm }), ...Object.fromEntries(parameters) };
    expect(read).toEqual(params);
  });

  test.each(vectors.tokenResponses)("a token answer from $source is read", (vector) => {
    const { token, tokenSecret } = parseTokenResponse(vector.body);
    expect({ token, tokenSecret }).toEqual({ token: vector.token, tokenSecret: vector.secret });
  });

  test("leaves out one vector only, of a method that is not ours", () => {
    const left = vectors.signatureOnly.map(({ method }) => method).filter((name) => !isOurs(name));
    expect(left).toEqual(["HMAC-SHA512"]);
  });
});

describe.each(runtimes)("published signatures with $name", ({ crypto, verify, sign }) => {
  test.each(vectors.signatureOnly.filter(({ method }) => isOurs(method)))(
    "$method of '$baseString' by '$consumerSecret' and '$tokenSecret' is $signature",
    async ({ method, baseString, consumerSecret, tokenSecret, signature }) => {
      const signatureMethod = method as "HMAC-SHA1" | "HMAC-SHA256" | "PLAINTEXT";
      const credentials = { consumerKey: "c", consumerSecret, tokenSecret, signatureMethod };
      const key = signingKeyOf(credentials);
      const made = key.kind === "plaintext" ? key.secret : await crypto.signText(key, baseString);
      expect(made).toBe(signature);
    },
  );

  test.each(signedRequests)("$id verifies in header, query and form", async (vector) => {
    for (const transmission of ["header", "query", "form"] as const) {
      const parsed = parse(vector, signatureOf(vector), transmission);
      await verify(parsed, keysOf(vector));
      expect(parsed.transmission).toBe(transmission);
    }
  });

  test.each(signedRequests.filter(({ oauth }) => oauth["oauth_version"] === "1.0"))(
    "$id is signed to the published signature",
    async (vector) => {
      const signed = await sign({
        request: { method: vector.httpMethod, url: vector.url, form: vector.body },
        ...signOptions(vector),
      });
      const wanted = formatParameter("oauth_signature", signatureOf(vector));
      expect(signed.authorization?.split(", ")).toContain(wanted);
    },
  );

  test("the signature that RFC 5849 misprints in 3.1 is refused", async () => {
    const [vector] = vectors.publishedButWrong as RequestVector[];
    if (vector === undefined) throw new Error("The vector is missing.");
    const printed = parse(vector, vector.signature ?? "", "header");
    expect((await errorOf(() => verify(printed, keysOf(vector)))).code).toBe("signature_invalid");
    await verify(parse(vector, vector.signatureComputed ?? "", "header"), keysOf(vector));
  });

  test("another base64 spelling of the same bytes is refused", async () => {
    const vector = requests.find(({ id }) => id === "ruby-initialize");
    if (vector === undefined) throw new Error("The vector is missing.");
    const parsed = parse(vector, "xcHYBV3AbyoDz7L4dV10P3oLCjZ=", "header");
    expect((await errorOf(() => verify(parsed, keysOf(vector)))).code).toBe("signature_invalid");
  });
});

function isOurs(method: string): boolean {
  return allMethods.some((name) => name === method);
}

function protocolOf({ oauth }: RequestVector): Parameter[] {
  return Object.entries(oauth).map(([name, value = ""]) => [name, value]);
}

function parametersOf(vector: RequestVector): Parameter[] {
  const query = parseForm(queryOf(vector.url), "query");
  return [...protocolOf(vector), ...query, ...parseForm(vector.body ?? "", "form")];
}

function signatureOf(vector: RequestVector): string {
  return vector.signature ?? vector.signatureComputed ?? "";
}

function keysOf({ consumerSecret = "", tokenSecret }: RequestVector): VerifyingKeys {
  return { consumerSecret, tokenSecret };
}

function parse(vector: RequestVector, signature: string, transmission: Transmission) {
  const { httpMethod: method, url, body: form } = vector;
  const parameters: Parameter[] = [...protocolOf(vector), ["oauth_signature", signature]];
  const options = { signatureMethods: allMethods };
  if (transmission === "header") {
    const authorization = formatAuthorizationHeader({ realm: "Example", parameters });
    return parseRequest({ method, url, authorization, form }, options);
  }
  const encoded = parameters.map(
    ([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`,
  );
  if (transmission === "form") {
    return parseRequest(
      { method, url, form: [...(form ? [form] : []), ...encoded].join("&") },
      options,
    );
  }
  const glue = url.includes("?") ? "&" : "?";
  return parseRequest({ method, url: `${url}${glue}${encoded.join("&")}`, form }, options);
}

function signOptions(vector: RequestVector) {
  const {
    oauth_consumer_key: consumerKey = "",
    oauth_token: token,
    oauth_timestamp: timestamp,
    oauth_nonce: nonce,
    oauth_signature_method: signatureMethod,
    oauth_version: _version,
    ...others
  } = vector.oauth;
  const parameters = Object.fromEntries(
    Object.entries(others).map(([name, value = ""]) => [name, value]),
  );
  return {
    credentials: {
      consumerKey,
      consumerSecret: vector.consumerSecret ?? "",
      token,
      tokenSecret: vector.tokenSecret,
      signatureMethod: signatureMethod as "HMAC-SHA1" | "PLAINTEXT",
    },
    parameters,
    timestampSeconds: Number(timestamp),
    nonce,
  };
}

function formatParameter(name: string, value: string): string {
  return `${name}="${percentEncode(value)}"`;
}
