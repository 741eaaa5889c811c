import * as fc from "fast-check";
import type { SignatureMethod } from "../src/credentials.ts";
import type { Transmission } from "../src/parse-request.ts";
import type { RsaPrivateKey } from "../src/rsa-key.ts";
import type { SignOptions } from "../src/sign-options.ts";

/** A request in parts, so that every library can be told it in its own way. */
export interface RequestParts {
  httpMethod: string;
  scheme: "http" | "https";
  host: string;
  port: number | undefined;
  /** Percent-encoded, from its first slash. */
  path: string;
  query: [name: string, value: string][];
  /** Undefined for a request without a form body. */
  form: [name: string, value: string][] | undefined;
  consumerKey: string;
  consumerSecret: string;
  token: string | undefined;
  tokenSecret: string | undefined;
  signatureMethod: SignatureMethod;
  transmission: Transmission;
  nonce: string;
}

// What encoders disagree about: RFC 3986's marks, separators, quotes, blanks, and UTF-8 of two to four bytes.
const characters = Array.from("abcXYZ0189-._~!'()*+&=%,;:@/?#[]\"<>\\^`{|} \t\n\u007Fé☃ル😀");
const text = fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 });
const name = fc
  .oneof(text, fc.constantFrom("a", "a-b", "a.b", "scope", "tag", "%20"))
  .filter((value) => value !== "" && !/oauth_|realm/i.test(value));
const pairs = fc.array(fc.tuple(name, text), { maxLength: 5 });
const word = fc.string({
  unit: fc.constantFrom(...Array.from("abcXYZ019-._~")),
  minLength: 1,
  maxLength: 8,
});
const segment = fc
  .oneof(
    word,
    text.map((value) => encodeURIComponent(value)),
  )
  .filter((value) => !/^(\.|%2e){1,2}$/i.test(value));

export interface RequestChoices {
  signatureMethods: readonly SignatureMethod[];
  transmissions: readonly Transmission[];
}

/** Random requests, which their parts describe whole. */
export function arbitraryRequest(choices: RequestChoices): fc.Arbitrary<RequestParts> {
  return fc
    .record({
      httpMethod: fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH"),
      scheme: fc.constantFrom("http", "https"),
      host: fc.constantFrom("example.com", "api.example.net", "127.0.0.1", "localhost"),
      port: fc.option(fc.constantFrom(8085, 8443, 3000), { nil: undefined }),
      path: fc.array(segment, { minLength: 1, maxLength: 3 }).map((all) => `/${all.join("/")}`),
      query: pairs,
      form: fc.option(pairs, { nil: undefined }),
      consumerKey: fc.oneof(fc.constant("consumer.example.com"), name),
      consumerSecret: fc.oneof(text, fc.base64String({ maxLength: 24 })),
      token: fc.option(fc.oneof(fc.constant("4/IU7kuhQiRSz+="), name), { nil: undefined }),
      tokenSecret: text,
      signatureMethod: fc.constantFrom(...choices.signatureMethods),
      transmission: fc.constantFrom(...choices.transmissions),
      nonce: fc.string({
        unit: fc.constantFrom(...Array.from("abcDEF0123")),
        minLength: 8,
        maxLength: 32,
      }),
    })
    .map((parts) => ({
      ...parts,
      scheme: parts.signatureMethod === "PLAINTEXT" ? "https" : parts.scheme,
      httpMethod: hasBody(parts) ? "POST" : parts.httpMethod,
      tokenSecret: parts.token === undefined ? undefined : parts.tokenSecret,
    }));
}

/** The address of a request, as everybody writes it: encoded by RFC 3986, no default port. */
export function urlOf(parts: RequestParts): string {
  const port = parts.port === undefined ? "" : `:${parts.port}`;
  const query = encodePairs(parts.query);
  return `${parts.scheme}://${parts.host}${port}${parts.path}${query === "" ? "" : `?${query}`}`;
}

/** How we are told to sign it. */
export function signOptionsOf(parts: RequestParts, privateKey: RsaPrivateKey): SignOptions {
  const { consumerKey, consumerSecret, token, tokenSecret, signatureMethod } = parts;
  return {
    request: { method: parts.httpMethod, url: urlOf(parts), form: formOf(parts) },
    credentials:
      signatureMethod === "RSA-SHA1" || signatureMethod === "RSA-SHA256"
        ? { consumerKey, token, privateKey, signatureMethod }
        : { consumerKey, consumerSecret, token, tokenSecret, signatureMethod },
    transmission: parts.transmission,
    nonce: parts.nonce,
  };
}

/** Its form body before it is signed; undefined when it has none. */
export function formOf({ form }: RequestParts): string | undefined {
  return form && encodePairs(form);
}

/** Pairs as form-encoded text with a space as %20, which every library reads. */
function encodePairs(all: readonly (readonly [string, string])[]): string {
  return all.map(([key, value]) => `${encode(key)}=${encode(value)}`).join("&");
}

function hasBody(parts: { form: unknown; transmission: Transmission }): boolean {
  return parts.form !== undefined || parts.transmission === "form";
}

function encode(value: string): string {
  return encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
