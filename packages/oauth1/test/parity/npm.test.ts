import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { OAuth } from "oauth";
import OAuth1a from "oauth-1.0a";
import { describe, expect, test } from "vitest";
import type { SignatureMethod } from "../../src/credentials.ts";
import { parseAuthorizationHeader } from "../../src/lib/authorization-header.ts";
import { parseRequest } from "../../src/parse-request.ts";
import { signSync, verifySync } from "../../src/sync.ts";
import {
  arbitraryRequest,
  formOf,
  type RequestParts,
  signOptionsOf,
  urlOf,
} from "../arbitrary-requests.ts";
import { makeRsaKeys } from "../rsa-keys.ts";

type Values = Record<string, string | string[]>;

/** What the other library makes of a request: the values of its Authorization header. */
type Peer = (parts: RequestParts, stamp?: { nonce: string; timestamp: string }) => string;

const rsa = makeRsaKeys(1024);

describe("npm oauth", () => {
  const signatureMethods: SignatureMethod[] = ["HMAC-SHA1", "HMAC-SHA256", "RSA-SHA1", "PLAINTEXT"];
  comparePeer(signWithOAuth, sample(signatureMethods, asOAuthTakes));
});

describe("npm oauth-1.0a", () => {
  const signatureMethods: SignatureMethod[] = ["HMAC-SHA1", "HMAC-SHA256", "PLAINTEXT"];
  comparePeer(signWithOAuth1a, sample(signatureMethods, asOAuth1aTakes));
});

function comparePeer(peer: Peer, requests: RequestParts[]): void {
  test("what it signs, we verify: 10,000 requests", { timeout: 180_000 }, () => {
    for (const parts of requests) {
      const { consumerKey, consumerSecret, token, tokenSecret } = parts;
      const request = { method: parts.httpMethod, url: urlOf(parts), form: formOf(parts) };
      const authorization = peer(parts);
      const signatureMethods = [parts.signatureMethod];
      const parsed = parseRequest({ ...request, authorization }, { signatureMethods });
      expect(parsed).toMatchObject({ consumerKey, token });
      verifySync(parsed, { consumerSecret, tokenSecret, publicKey: rsa.publicKey });
    }
    expect(requests).toHaveLength(10_000);
  });

  // Neither can verify: a server built on one signs again what the request says, and compares.
  test("what we sign, it signs alike: 10,000 requests", { timeout: 180_000 }, () => {
    for (const parts of requests) {
      const { authorization = "" } = signSync(signOptionsOf(parts, rsa.privateKey));
      const ours = new Map(parseAuthorizationHeader(authorization).parameters);
      const nonce = ours.get("oauth_nonce") ?? "";
      const timestamp = ours.get("oauth_timestamp") ?? "";
      const theirs = parseAuthorizationHeader(peer(parts, { nonce, timestamp })).parameters;
      expect(new Map(theirs)).toEqual(ours);
    }
  });
}

function sample(
  signatureMethods: SignatureMethod[],
  adapt: (parts: RequestParts) => RequestParts,
): RequestParts[] {
  const requests = arbitraryRequest({ signatureMethods, transmissions: ["header"] });
  return fc.sample(requests, { numRuns: 10_000, seed: 5849 }).map(adapt);
}

function signWithOAuth(parts: RequestParts, stamp?: { nonce: string; timestamp: string }): string {
  const isRsa = parts.signatureMethod === "RSA-SHA1";
  const secret = isRsa ? rsa.pem.pkcs8 : parts.consumerSecret;
  const method = parts.signatureMethod;
  const peer = new OAuth("", "", parts.consumerKey, secret, "1.0", null, method);
  if (stamp !== undefined) {
    Object.assign(peer, { _getNonce: () => stamp.nonce, _getTimestamp: () => stamp.timestamp });
  }
  // The steps of its get() and post() that make the header; the rest sends the request.
  const step = (name: string, ...values: unknown[]) =>
    (Reflect.get(peer, name) as (...values: unknown[]) => unknown).apply(peer, values);
  const { token, tokenSecret, httpMethod } = parts;
  const form = valuesOf(parts.form ?? []);
  const url = urlOf(parts);
  const values = step("_prepareParameters", token, tokenSecret, httpMethod, url, form);
  return String(step("_buildAuthorizationHeaders", values));
}

function signWithOAuth1a(
  parts: RequestParts,
  stamp?: { nonce: string; timestamp: string },
): string {
  const hash = parts.signatureMethod === "HMAC-SHA256" ? "sha256" : "sha1";
  const peer = new OAuth1a({
    consumer: { key: parts.consumerKey, secret: parts.consumerSecret },
    signature_method: parts.signatureMethod,
    hash_function: (text, key) =>
      parts.signatureMethod === "PLAINTEXT"
        ? key
        : createHmac(hash, key).update(text).digest("base64"),
  });
  if (stamp !== undefined) {
    Object.assign(peer, { getNonce: () => stamp.nonce, getTimeStamp: () => stamp.timestamp });
  }
  const { token, tokenSecret = "" } = parts;
  const data = valuesOf(parts.form ?? []);
  const request = { url: urlOf(parts), method: parts.httpMethod, data };
  const authorized = peer.authorize(
    request,
    token === undefined ? undefined : { key: token, secret: tokenSecret },
  );
  return peer.toHeader(authorized).Authorization;
}

// npm oauth writes a repeated query parameter as name[0], name[1], lets the query hide fields of the form, and signs
// a ' in the path as %27.
function asOAuthTakes(parts: RequestParts): RequestParts {
  const query = firstOfEach(parts.query);
  const names = new Set(query.map(([name]) => name));
  const form = parts.form?.filter(([name]) => !names.has(name));
  return { ...parts, query, form, path: parts.path.replaceAll("'", "%27") };
}

// npm oauth-1.0a takes names of the query as they are encoded, loses an empty value that is repeated, and lets the
// query hide fields of the form.
function asOAuth1aTakes(parts: RequestParts): RequestParts {
  const query = parts.query
    .filter(([name]) => /^[\w.~-]+$/.test(name))
    .map(([name, value]): [string, string] => [name, value === "" ? "v" : value]);
  const names = new Set(query.map(([name]) => name));
  const form = parts.form?.filter(([name]) => !names.has(name));
  return { ...parts, query, form };
}

function firstOfEach(pairs: [string, string][]): [string, string][] {
  const firsts = new Map<string, string>();
  for (const [name, value] of pairs) if (!firsts.has(name)) firsts.set(name, value);
  return [...firsts];
}

function valuesOf(pairs: readonly (readonly [string, string])[]): Values {
  const values: Values = Object.create(null) as Values;
  for (const [name, value] of pairs) {
    const before = values[name];
    values[name] = before === undefined ? value : [before, value].flat();
  }
  return Object.fromEntries(Object.entries(values));
}
