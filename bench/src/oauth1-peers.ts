import { createHmac } from "node:crypto";
import { sign, verify } from "@leasehold/oauth1";
import { parseRequest } from "@leasehold/oauth1/parse-request";
import { signSync, verifySync } from "@leasehold/oauth1/sync";
import { OAuth } from "oauth";
import OAuth1a from "oauth-1.0a";

/** One library: each call signs, or verifies, one request. */
export interface SigningSubject {
  name: string;
  sign: () => string | Promise<string>;
  verify: () => void | Promise<void>;
}

const method = "GET";
const url =
  "https://api.example.com/taskqueue/v1beta2/projects/acme/taskqueues/images/tasks/lease?numTasks=10&leaseSecs=60&tag=a%20b&key=acme-server-key&xoauth_requestor_id=ada%40example.com";
const consumerKey = "consumer.example.com";
const consumerSecret = "kd94hf93k423kf44";
const token = "1/nnch734d00sl2jdk-Nn2pP";
const tokenSecret = "pfkkdhi9sl3r4s00";
const credentials = { consumerKey, consumerSecret, token, tokenSecret };
const { authorization = "" } = signSync({ request: { method, url }, credentials });

/** Ours in both ways, and the two npm libraries, on the same HMAC-SHA1 request. */
export function signingSubjects(): SigningSubject[] {
  return [
    {
      name: "ours, sync",
      sign: () => signSync({ request: { method, url }, credentials }).authorization ?? "",
      verify: () => verifySync(parseRequest({ method, url, authorization }), credentials),
    },
    {
      name: "ours, async",
      sign: async () => (await sign({ request: { method, url }, credentials })).authorization ?? "",
      verify: () => verify(parseRequest({ method, url, authorization }), credentials),
    },
    oauth1aSubject(),
    oauthSubject(),
  ];
}

function oauth1aSubject(): SigningSubject {
  const peer = new OAuth1a({
    consumer: { key: consumerKey, secret: consumerSecret },
    signature_method: "HMAC-SHA1",
    hash_function: (text, key) => createHmac("sha1", key).update(text).digest("base64"),
  });
  return {
    name: "oauth-1.0a",
    sign: () =>
      peer.toHeader(peer.authorize({ method, url }, { key: token, secret: tokenSecret }))
        .Authorization,
    verify: () => {
      const { oauth_signature: signature = "", ...parameters } = readHeader(authorization);
      const data = parameters as unknown as OAuth1a.Data;
      check(peer.getSignature({ method, url, data: {} }, tokenSecret, data), signature);
    },
  };
}

function oauthSubject(): SigningSubject {
  const peer = new OAuth("", "", consumerKey, consumerSecret, "1.0", null, "HMAC-SHA1");
  const step = (name: string, ...values: unknown[]): string =>
    (Reflect.get(peer, name) as (...values: unknown[]) => string).apply(peer, values);
  return {
    name: "oauth",
    sign: () => peer.authHeader(url, token, tokenSecret, method),
    verify: () => {
      const { oauth_signature: signature = "", ...parameters } = readHeader(authorization);
      for (const [name, value] of new URL(url).searchParams) parameters[name] = value;
      const normalized = step("_normaliseRequestParams", parameters);
      check(step("_getSignature", method, url, normalized, tokenSecret), signature);
    },
  };
}

/** What a server built on a library that only signs has to do itself, in the fewest steps. */
function readHeader(header: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const pair of header.slice("OAuth ".length).split(", ")) {
    const equals = pair.indexOf("=");
    parameters[pair.slice(0, equals)] = decodeURIComponent(pair.slice(equals + 2, -1));
  }
  return parameters;
}

function check(made: string, signature: string): void {
  if (made !== signature) throw new Error(`The peer signs ${made}, not ${signature}.`);
}
