import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type LocalServer, startLocalServer } from "@leasehold/testing/local-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type VerifiedAssertion, verifyAssertion } from "../src/lib/openid/verify-assertion.ts";

const nowMs = Date.parse("2026-01-01T00:10:00Z");
const returnTo = "http://127.0.0.1:9004/callback?next=a&state=secret";
const mayAssert = "http://specs.openid.net/auth/2.0/signon";
const isProvider = "http://specs.openid.net/auth/2.0/server";

/** A web server that says whatever a test wants; everything that it is asked by POST is kept. */
interface Site extends LocalServer {
  /** What it answers, by path and query; 404 elsewhere. */
  pages: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
  posts: { path: string; form: Record<string, string> }[];
}

let provider: Site;
let elsewhere: Site;
beforeAll(async () => {
  provider = await startSite();
  elsewhere = await startSite();
});
afterAll(async () => {
  await provider[Symbol.asyncDispose]();
  await elsewhere[Symbol.asyncDispose]();
});

/** A provider that stands by every answer: what refuses one is then the check under test, and nothing else. */
beforeEach(() => {
  for (const site of [provider, elsewhere]) {
    site.pages.clear();
    site.posts.length = 0;
  }
  provider.pages.set("/id", documentOf(isProvider, `${provider.origin}/ud`));
  provider.pages.set("/id?id=ada", documentOf(mayAssert, `${provider.origin}/ud`));
  provider.pages.set("/ud", words("is_valid:true\n"));
});

type Fields = Record<string, string>;

function goodFields(): Fields {
  return {
    ns: "http://specs.openid.net/auth/2.0",
    mode: "id_res",
    op_endpoint: `${provider.origin}/ud`,
    claimed_id: `${provider.origin}/id?id=ada`,
    identity: `${provider.origin}/id?id=ada`,
    return_to: returnTo,
    response_nonce: "2026-01-01T00:10:00Zsalt",
    assoc_handle: "handle",
    "ns.ax": "http://openid.net/srv/ax/1.0",
    "ax.mode": "fetch_response",
    "ax.type.a0": "http://axschema.org/contact/email",
    "ax.value.a0": "ada@example.com",
    "ns.oauth": "http://specs.openid.net/extensions/oauth/1.0",
    "oauth.request_token": "token",
    "oauth.scope": "one two",
  };
}

/** Signs all fields but those named, and brings them to the address. */
function verify(options: {
  changes?: Fields;
  unsigned?: string;
  address?: string;
  more?: string;
}): Promise<VerifiedAssertion> {
  const { changes = {}, unsigned, address = returnTo, more = "" } = options;
  const fields = { ...goodFields(), ...changes };
  const signed = Object.keys(fields).filter((name) => name !== unsigned);
  const all = Object.entries({ ...fields, signed: signed.join(","), sig: "signature" });
  const query = new URLSearchParams(
    all.map(([name, value]): [string, string] => [`openid.${name}`, value]),
  );
  const answer = new URL(
    `${address}${address.includes("?") ? "&" : "?"}${query.toString()}${more}`,
  );
  return verifyAssertion(answer, { returnTo, provider: `${provider.origin}/id`, nowMs, fetch });
}

function refusal(code: string, words: string): object {
  return { code, message: expect.stringContaining(words) as string };
}

test("a good answer is taken, and the provider asked about all of it, once", async () => {
  expect(await verify({})).toEqual({
    claimedId: `${provider.origin}/id?id=ada`,
    attributes: { email: "ada@example.com" },
    requestToken: "token",
    scopes: ["one", "two"],
  });
  const fields = { ...goodFields(), mode: "check_authentication" };
  const signed = Object.keys(fields).join(",");
  const asked = Object.entries({ ...fields, signed, sig: "signature" });
  const form = Object.fromEntries(asked.map(([name, value]) => [`openid.${name}`, value]));
  expect(provider.posts).toEqual([{ path: "/ud", form }]);
});

test("of attributes, only those are taken whose type the answer names", async () => {
  const { attributes } = await verify({
    changes: { "ax.value.undefined": "x", "ax.value.a1": "x" },
  });
  expect(attributes).toEqual({ email: "ada@example.com" });
});

describe("an answer is refused, without asking the provider about it,", () => {
  test.each<[name: string, options: Parameters<typeof verify>[0], code: string, words: string]>([
    ["of OpenID 1.1", { changes: { ns: "" } }, "assertion_invalid", "no answer of OpenID 2.0"],
    [
      "of an unknown mode",
      { changes: { mode: "id_re" } },
      "authorization_failed",
      "answered id_re",
    ],
    [
      "with an error",
      { changes: { mode: "error", error: "No such realm" } },
      "authorization_failed",
      "error (No such realm)",
    ],
    ["that came to another host", { address: moved("localhost:9004") }, "state_mismatch", ""],
    ["that came to another port", { address: moved("127.0.0.1:9005") }, "state_mismatch", ""],
    [
      "that came to another path",
      { address: returnTo.replace("callback", "x") },
      "state_mismatch",
      "",
    ],
    ["that came by https", { address: returnTo.replace("http", "https") }, "state_mismatch", ""],
    ["with another state", { address: returnTo.replace("secret", "x") }, "state_mismatch", ""],
    ["with an empty state", { address: returnTo.replace("secret", "") }, "state_mismatch", ""],
    [
      "of a sign-in with another state",
      { changes: { return_to: returnTo.replace("secret", "x") } },
      "state_mismatch",
      "",
    ],
    [
      "whose return address has no state",
      { changes: { return_to: "http://127.0.0.1:9004/callback" } },
      "state_mismatch",
      "",
    ],
    ["whose claimed identity is no address", { changes: { claimed_id: "ada" } }, ...notOurs()],
    ["with a nonce without a time", { changes: { response_nonce: "salt" } }, ...oldNonce()],
    [
      "with a nonce of a day that does not exist",
      { changes: { response_nonce: "2026-13-01T00:10:00Zsalt" } },
      ...oldNonce(),
    ],
    [
      "with a nonce that is a second too old",
      { changes: { response_nonce: "2025-12-31T23:59:59Zsalt" } },
      ...oldNonce(),
    ],
    [
      "with a nonce of a second too far ahead",
      { changes: { response_nonce: "2026-01-01T00:20:01Zsalt" } },
      ...oldNonce(),
    ],
    [
      "with a field twice",
      { more: "&openid.oauth.request_token=other" },
      "assertion_invalid",
      "openid.oauth.request_token is there twice",
    ],
  ])("%s", async (_name, options, code, words) => {
    await expect(verify(options)).rejects.toMatchObject(refusal(code, words));
    expect(provider.posts).toEqual([]);
  });

  test.each([
    "op_endpoint",
    "return_to",
    "response_nonce",
    "assoc_handle",
    "claimed_id",
    "identity",
    "ns.oauth",
    "oauth.request_token",
    "oauth.scope",
    "ns.ax",
    "ax.type.a0",
    "ax.value.a0",
  ])("whose %s is not signed", async (unsigned) => {
    const code = unsigned === "return_to" ? "state_mismatch" : "assertion_invalid";
    const words = unsigned === "return_to" ? "return_to differs" : `openid.${unsigned} is not`;
    await expect(verify({ unsigned })).rejects.toMatchObject(refusal(code, words));
    expect(provider.posts).toEqual([]);
  });

  test("of another endpoint of the provider's host", async () => {
    const changes = { op_endpoint: `${provider.origin}/other` };
    provider.pages.set("/id?id=ada", documentOf(mayAssert, changes.op_endpoint));
    await expect(verify({ changes })).rejects.toMatchObject(
      refusal("assertion_invalid", "it is of another provider"),
    );
    expect(provider.posts).toEqual([]);
  });

  test("of another host, though that host names the provider", async () => {
    elsewhere.pages.set("/id?id=ada", documentOf(mayAssert, `${provider.origin}/ud`));
    const changes = { claimed_id: `${elsewhere.origin}/id?id=ada` };
    await expect(verify({ changes })).rejects.toMatchObject(refusal(...notOurs()));
    expect(provider.posts).toEqual([]);
  });

  test.each<[name: string, document: () => ReturnType<typeof documentOf>]>([
    ["names another provider", () => documentOf(mayAssert, `${elsewhere.origin}/ud`)],
    ["is a provider's and no person's", () => documentOf(isProvider, `${provider.origin}/ud`)],
    [
      "has another local identity",
      () => documentOf(mayAssert, `${provider.origin}/ud`, `${provider.origin}/id?id=eve`),
    ],
  ])("whose claimed identity %s", async (_name, document) => {
    provider.pages.set("/id?id=ada", document());
    await expect(verify({})).rejects.toMatchObject(
      refusal("assertion_invalid", "names another provider"),
    );
    expect(provider.posts).toEqual([]);
  });
});

test.each(["2026-01-01T00:00:00Zsalt", "2026-01-01T00:20:00Zsalt"])(
  "a clock may be ten minutes off: %s",
  async (response_nonce) => {
    const { claimedId } = await verify({ changes: { response_nonce } });
    expect(claimedId).toBe(`${provider.origin}/id?id=ada`);
  },
);

test("an identity that has the answer's local one is taken, with the fragment that tells owners apart", async () => {
  const claimed = `${provider.origin}/id?id=ada`;
  provider.pages.set("/id?id=ada", documentOf(mayAssert, `${provider.origin}/ud`, "ada"));
  const changes = { claimed_id: `${claimed}#2`, identity: "ada" };
  expect((await verify({ changes })).claimedId).toBe(`${claimed}#2`);
});

describe("the provider does not stand by an answer when it says", () => {
  test.each([
    ["so", words("is_valid:false\n")],
    ["nothing", words("")],
    ["it in another field", words("not_is_valid:true\n")],
    ["something that begins alike", words("is_valid:true or not\n")],
    ["it with an error", words("is_valid:true\n", 400)],
  ])("%s", async (_name, page) => {
    provider.pages.set("/ud", page);
    await expect(verify({})).rejects.toMatchObject(
      refusal("assertion_invalid", "does not stand by its signature"),
    );
  });

  test("nothing of the answer, because it cannot now: then the answer is as good as before", async () => {
    provider.pages.set("/ud", words("mode:error\nerror:Nothing was done\n", 503));
    await expect(verify({})).rejects.toMatchObject({ code: "token_endpoint_failed", status: 503 });
    provider.pages.set("/ud", words("is_valid:true\n"));
    expect((await verify({})).requestToken).toBe("token");
  });

  test("that somebody else is to be asked", async () => {
    elsewhere.pages.set("/ud", words("is_valid:true\n"));
    provider.pages.set("/ud", (_request, response) => {
      response.writeHead(307, { location: `${elsewhere.origin}/ud` }).end();
    });
    await expect(verify({})).rejects.toMatchObject({ code: "token_endpoint_unreachable" });
    expect(elsewhere.posts).toEqual([]);
  });
});

function moved(host: string): string {
  return returnTo.replace("127.0.0.1:9004", host);
}

function notOurs(): [code: string, words: string] {
  return ["assertion_invalid", "is not of http://127.0.0.1:"];
}

function oldNonce(): [code: string, words: string] {
  return ["assertion_invalid", "its nonce is too old"];
}

function words(answer: string, status = 200): (_: unknown, response: ServerResponse) => void {
  return (_request, response) => void response.writeHead(status).end(answer);
}

function documentOf(
  type: string,
  uri: string,
  localId?: string,
): (_: unknown, response: ServerResponse) => void {
  const local = localId === undefined ? "" : `<LocalID>${localId}</LocalID>`;
  const service = `<Service><Type>${type}</Type><URI>${uri}</URI>${local}</Service>`;
  return (_request, response) => {
    response.setHeader("content-type", "application/xrds+xml");
    response.end(`<xrds:XRDS xmlns:xrds="xri://$xrds"><XRD>${service}</XRD></xrds:XRDS>`);
  };
}

async function startSite(): Promise<Site> {
  const pages: Site["pages"] = new Map();
  const posts: Site["posts"] = [];
  const server = await startLocalServer((request, response) => {
    void text(request).then((body) => {
      const path = request.url ?? "";
      if (request.method === "POST") {
        posts.push({ path, form: Object.fromEntries(new URLSearchParams(body)) });
      }
      const page = pages.get(path);
      if (page === undefined) response.writeHead(404).end();
      else page(request, response);
    });
  });
  return { ...server, pages, posts };
}
