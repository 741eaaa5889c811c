import { hash } from "node:crypto";
import { baseStringOf } from "@leasehold/oauth1/base-string";

/** The consumer that signs, without a token, as a user of its domain. */
export interface SigningConsumer {
  consumerKey: string;
  consumerSecret: string;
  requestor: string;
  apiKey: string;
}

/** Makes the two headers of one request, signed anew each time. */
export type SignHeaders = (request: { method: string; path: string }) => string;

const nonceMark = "NONCE";

/**
 * Signs as packages/oauth1 does, with what stays the same put together once a second for each address: the load client must not
 * cost more than the server that is measured. The query of an address is fixed; its path may end in a task's id.
 *
 * @param origin such as `http://127.0.0.1:8085`.
 */
export function lightSigner(origin: string, consumer: SigningConsumer): SignHeaders {
  const { consumerKey, consumerSecret, apiKey } = consumer;
  const hmac = hmacSha1(`${consumerSecret}&`);
  let timestamp = "";
  const parts = new Map<string, string[]>();
  // Many runs share a server.
  const prefix = `${process.pid.toString(36)}${Date.now().toString(36)}`;
  let count = 0;

  function partsOf(method: string, query: string): string[] {
    const known = parts.get(method + query);
    if (known !== undefined) return known;
    const text = baseStringOf({
      method,
      url: `${origin}/PATH`,
      parameters: [
        ["oauth_consumer_key", consumerKey],
        ["oauth_nonce", nonceMark],
        ["oauth_signature_method", "HMAC-SHA1"],
        ["oauth_timestamp", timestamp],
        ["oauth_version", "1.0"],
        ...new URLSearchParams(query),
      ],
    });
    const made = text.split(new RegExp(`%2FPATH|${nonceMark}`));
    parts.set(method + query, made);
    return made;
  }

  return ({ method, path }) => {
    const now = String(Math.floor(Date.now() / 1000));
    if (now !== timestamp) parts.clear();
    timestamp = now;
    const mark = path.indexOf("?");
    const [start, middle, end] = partsOf(method, path.slice(mark + 1));
    count += 1;
    const nonce = prefix + count.toString(36);
    // Paths of the API have nothing but letters, digits and slashes to encode.
    const place = path.slice(0, mark).replaceAll("/", "%2F");
    const signature = hmac(start + place + middle + nonce + end);
    return `Authorization: OAuth oauth_consumer_key="${consumerKey}", oauth_signature_method="HMAC-SHA1", oauth_timestamp="${timestamp}", oauth_nonce="${nonce}", oauth_version="1.0", oauth_signature="${encodeURIComponent(signature)}"\r\nX-Goog-Api-Key: ${apiKey}\r\n`;
  };
}

/** HMAC-SHA1 (RFC 2104) with a short ASCII key, whose pads are made once. */
function hmacSha1(key: string): (text: string) => string {
  const pad = (byte: number): Buffer =>
    Buffer.from(Buffer.from(key.padEnd(64, "\0")).map((each) => each ^ byte));
  const inner = pad(0x36).toString("latin1");
  const outer = Buffer.concat([pad(0x5c), Buffer.alloc(20)]);
  return (text) => {
    outer.write(hash("sha1", inner + text, "binary"), 64, "latin1");
    return hash("sha1", outer, "base64");
  };
}
