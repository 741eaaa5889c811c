import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SignatureMethod, VerifyingKeys } from "../src/credentials.ts";
import { OAuth1Error } from "../src/oauth1-error.ts";
import {
  defaultSignatureMethods,
  parseRequest,
  type IncomingRequest,
} from "../src/parse-request.ts";
import type { SignedRequest } from "../src/sign-options.ts";
import { arbitraryRequest, type RequestParts, signOptionsOf, urlOf } from "./arbitrary-requests.ts";
import { errorOf } from "./error-of.ts";
import { meaningOf } from "./meaning-of.ts";
import { makeRsaKeys } from "./rsa-keys.ts";
import { type Runtime, runtimes } from "./runtimes.ts";

const rsa = makeRsaKeys(1024);
const everyMethod: SignatureMethod[] = [...defaultSignatureMethods, "PLAINTEXT"];
const transmissions = ["header", "query", "form"] as const;
const anyRequest = arbitraryRequest({ signatureMethods: everyMethod, transmissions });
const signedWhole = arbitraryRequest({ signatureMethods: defaultSignatureMethods, transmissions });
// Printable ASCII and a few characters that could be taken for it when bytes are cut off.
const character = fc.constantFrom(
  ...Array.from({ length: 95 }, (_, index) => String.fromCodePoint(0x20 + index)).concat(
    "\0",
    "\n",
    "é",
    "\u0141",
    "\u{1f600}",
  ),
);

describe.each(runtimes)("with $name", (runtime) => {
  test("what we sign verifies", async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest, async (parts) => {
        const signed = await signParts(runtime, parts);
        const parsed = parseRequest(signed, { signatureMethods: everyMethod });
        await runtime.verify(parsed, keysOf(parts));
        expect(parsed.baseString).toBe(signed.baseString);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(["method", "url", "authorization", "form"] as const)(
    "a changed character in the %s does not verify",
    async (part) => {
      await fc.assert(
        fc.asyncProperty(signedWhole, fc.nat(), character, async (parts, position, replacement) => {
          const signed = await signParts(runtime, parts);
          const original = signed[part];
          if (!original) return;
          const index = position % original.length;
          const changed = original.slice(0, index) + replacement + original.slice(index + 1);
          const request: IncomingRequest = { ...signed, [part]: changed };
          if (meaningOf(request) === meaningOf(signed)) return;
          expect({ request, refused: await isRefused(runtime, request, parts) }).toEqual({
            request,
            refused: true,
          });
        }),
        { numRuns: 1500 },
      );
    },
  );

  test("a parameter that is added or dropped does not verify", async () => {
    await fc.assert(
      fc.asyncProperty(signedWhole, fc.nat(), async (parts, position) => {
        const signed = await signParts(runtime, parts);
        const added = { ...signed, form: [signed.form, "x=1"].filter(Boolean).join("&") };
        expect(await isRefused(runtime, added, parts)).toBe(true);
        if (parts.query.length === 0 || parts.transmission === "query") return;
        const index = position % parts.query.length;
        const fewer = parts.query.filter((_, at) => at !== index);
        const dropped = { ...signed, url: urlOf({ ...parts, query: fewer }) };
        expect(await isRefused(runtime, dropped, parts)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("another consumer secret, token secret or key does not verify", async () => {
    const { publicKey } = makeRsaKeys(1024);
    await fc.assert(
      fc.asyncProperty(anyRequest, async (parts) => {
        const signed = await signParts(runtime, parts);
        const parsed = parseRequest(signed, { signatureMethods: everyMethod });
        const { consumerSecret, tokenSecret = "" } = parts;
        const others: VerifyingKeys[] = parts.signatureMethod.startsWith("RSA")
          ? [{ publicKey }]
          : [{ consumerSecret: `${consumerSecret}x` }, { tokenSecret: `${tokenSecret}x` }];
        for (const other of others) {
          const error = await errorOf(() => runtime.verify(parsed, { ...keysOf(parts), ...other }));
          expect(error.code).toBe("signature_invalid");
        }
      }),
      { numRuns: 300 },
    );
  });
});

test("the parser ends every text with a request or a coded error", () => {
  const words = 'OAuth oauth_token oauth_nonce realm = " , \\ % %3d %ff a & + é ? #';
  const fields = ["oauth_signature=", "oauth_consumer_key=", " ", "\n", "\ud800"];
  const piece = fc.constantFrom(...words.split(" "), ...fields);
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, text, text, (authorization, query, form) => {
      const request = { method: "POST", url: `https://a.example/?${query}`, authorization, form };
      const outcome = outcomeOf(() => parseRequest(request));
      expect(outcome === undefined || outcome instanceof OAuth1Error).toBe(true);
    }),
    { numRuns: 20_000 },
  );
});

function outcomeOf(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}

async function signParts(runtime: Runtime, parts: RequestParts): Promise<SignedRequest> {
  return runtime.sign(signOptionsOf(parts, rsa.privateKey));
}

function keysOf({ consumerSecret, tokenSecret }: RequestParts): VerifyingKeys {
  return { consumerSecret, tokenSecret, publicKey: rsa.publicKey };
}

async function isRefused(runtime: Runtime, request: IncomingRequest, parts: RequestParts) {
  try {
    await runtime.verify(parseRequest(request), keysOf(parts));
    return false;
  } catch (error) {
    // An address that is none any more is the server's to refuse: it makes it itself.
    if (error instanceof OAuth1Error || error instanceof TypeError) return true;
    throw error;
  }
}
