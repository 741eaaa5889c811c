import { describe, expect, it } from "vitest";
import { type Authentication, type CredentialRequest, nonceUsed } from "../../src/authority.ts";
import { createAuthenticate } from "../../src/lib/credentials/authenticate.ts";
import { taskQueueScope } from "../../src/lib/scopes.ts";
import { imagesPath } from "../support/bare-request.ts";
import {
  arrived,
  hmac,
  openSignedContext,
  signed,
  type SignedContext,
  twoLegged,
} from "../support/signed-requests.ts";

interface Opened extends SignedContext {
  authenticate: (request: CredentialRequest) => Promise<Authentication>;
  nowMs: number;
}

async function open(): Promise<Opened> {
  const opened = await openSignedContext();
  const authenticate = createAuthenticate(opened.context, opened.memory);
  return { ...opened, nowMs: opened.clock.now(), authenticate: async (each) => authenticate(each) };
}

const ada: Authentication = {
  ok: true,
  caller: {
    application: {
      kind: "oauth-consumer",
      id: "consumer.example.com",
      name: "consumer.example.com",
      project: "acme",
    },
    user: "ada@example.com",
    administrator: true,
    scopes: new Set([taskQueueScope]),
  },
};

const requestor = `${imagesPath}?xoauth_requestor_id=ada%40example.com`;

function problemOf(authentication: Authentication): string {
  if (authentication.ok) return "accepted";
  return `${authentication.failure} ${authentication.message.split(":")[0]}`;
}

describe("an API call that is signed with OAuth 1.0", () => {
  it.each(["header", "query", "form"] as const)("passes in the %s", async (transmission) => {
    await using opened = await open();
    const { nowMs } = opened;
    const form = transmission === "form" ? { form: "numTasks=1&leaseSecs=60", method: "POST" } : {};
    expect(await opened.authenticate(signed({ nowMs, transmission, ...form }))).toEqual(ada);
  });

  it("is signed under the public origin, with the target as it was sent, whatever Host says", async () => {
    await using opened = await open();
    const { nowMs } = opened;
    const target = `${imagesPath}/tasks/a%2Fb%7E?fields=id&fields=&key=acme-server-key`;
    const request = signed({ nowMs, target }, { host: "evil.example", apiKeyHeader: undefined });
    expect(await opened.authenticate(request)).toEqual(ada);
  });

  it.each(["HMAC-SHA1", "HMAC-SHA256"] as const)("passes with %s", async (signatureMethod) => {
    await using opened = await open();
    const { nowMs } = opened;
    const credentials = { ...hmac, signatureMethod };
    expect(await opened.authenticate(signed({ nowMs, credentials }))).toEqual(ada);
  });

  it.each(["RSA-SHA1", "RSA-SHA256"] as const)("passes with %s", async (signatureMethod) => {
    await using opened = await open();
    const { nowMs, privateKey } = opened;
    await opened.addSignedToken("lht_rsa", { client_id: "rsa.example.com" });
    const consumerKey = "rsa.example.com";
    const credentials = { consumerKey, privateKey, token: "lht_rsa", signatureMethod };
    expect(problemOf(await opened.authenticate(signed({ nowMs, credentials })))).toBe("accepted");
  });

  it("passes with PLAINTEXT over https only", async () => {
    await using opened = await open();
    const authorization = `OAuth oauth_consumer_key="consumer.example.com", oauth_token="lht_ada", oauth_signature_method="PLAINTEXT", oauth_signature="consumer-secret%26token-secret"`;
    expect(problemOf(await opened.authenticate(arrived({ authorization })))).toBe(
      "signature_malformed signature_method_rejected",
    );
    const secure = createAuthenticate(
      { ...opened.context, originOf: () => "https://queues.example.com" },
      opened.memory,
    );
    expect(await secure(arrived({ authorization }))).toEqual(ada);
  });

  it("says what the server signed when the signature is wrong", async () => {
    await using opened = await open();
    const { nowMs } = opened;
    const credentials = { ...hmac, tokenSecret: "another" };
    const request = signed({ nowMs, credentials, nonce: "n1" });
    expect(await opened.authenticate(request)).toEqual({
      ok: false,
      failure: "signature_refused",
      message:
        "signature_invalid: The signature does not verify: compare the base strings, then the secrets or keys.",
      debugInfo: `GET&http%3A%2F%2F127.0.0.1%3A8085${encodeURIComponent(imagesPath)}&oauth_consumer_key%3Dconsumer.example.com%26oauth_nonce%3Dn1%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D${nowMs / 1000}%26oauth_token%3Dlht_ada%26oauth_version%3D1.0`,
    });
  });
});

describe("what is refused", () => {
  type Make = (opened: Opened) => CredentialRequest;
  const cases: [name: string, make: Make, problem: string][] = [
    [
      "a header without a signature",
      () => arrived({ authorization: 'OAuth oauth_consumer_key="c",oauth_token="t"' }),
      "signature_malformed parameter_absent",
    ],
    [
      "a header without quotes",
      () => arrived({ authorization: "OAuth oauth_consumer_key=c, oauth_token=t" }),
      "signature_malformed parameter_absent",
    ],
    [
      "an unknown consumer",
      ({ nowMs }) => signed({ nowMs, credentials: { ...hmac, consumerKey: "nobody" } }),
      "signature_refused consumer_key_unknown",
    ],
    [
      "an unknown token",
      ({ nowMs }) => signed({ nowMs, credentials: { ...hmac, token: "lht_nothing" } }),
      "signature_refused token_rejected",
    ],
    [
      "the token of another consumer",
      ({ nowMs, privateKey }) =>
        signed({
          nowMs,
          credentials: { consumerKey: "rsa.example.com", privateKey, token: "lht_ada" },
        }),
      "signature_refused token_rejected",
    ],
    [
      "the signature of another consumer",
      ({ nowMs }) => signed({ nowMs, credentials: { ...hmac, consumerSecret: "another" } }),
      "signature_refused signature_invalid",
    ],
    [
      "a method for which the consumer has no key",
      ({ nowMs, privateKey }) =>
        signed({ nowMs, credentials: { consumerKey: "consumer.example.com", privateKey } }),
      "signature_malformed signature_method_rejected",
    ],
    [
      "another path than was signed",
      ({ nowMs }) => signed({ nowMs }, { target: `${imagesPath}/tasks` }),
      "signature_refused signature_invalid",
    ],
    [
      "another method than was signed",
      ({ nowMs }) => signed({ nowMs }, { method: "DELETE" }),
      "signature_refused signature_invalid",
    ],
    [
      "a query parameter that was added",
      ({ nowMs }) => signed({ nowMs }, { target: `${imagesPath}?getStats=true` }),
      "signature_refused signature_invalid",
    ],
    [
      "a form parameter that was added",
      ({ nowMs }) => signed({ nowMs, method: "POST" }, { formText: "numTasks=1000" }),
      "signature_refused signature_invalid",
    ],
    [
      "a protocol parameter smuggled into the form",
      ({ nowMs }) => signed({ nowMs, method: "POST" }, { formText: "oauth_consumer_key=other" }),
      "signature_malformed parameter_rejected",
    ],
    [
      "a timestamp of eleven minutes ago",
      ({ nowMs }) => signed({ nowMs: nowMs - 660_000 }),
      "signature_refused timestamp_refused",
    ],
    [
      "a timestamp in eleven minutes",
      ({ nowMs }) => signed({ nowMs: nowMs + 660_000 }),
      "signature_refused timestamp_refused",
    ],
    [
      "another version",
      ({ nowMs }) => {
        const request = signed({ nowMs });
        const authorization = request.authorization?.replace('version="1.0"', 'version="2.0"');
        return { ...request, authorization };
      },
      "signature_malformed version_rejected",
    ],
    [
      "a protocol parameter twice",
      ({ nowMs }) => {
        const request = signed({ nowMs });
        return { ...request, authorization: `${request.authorization}, oauth_nonce="other"` };
      },
      "signature_malformed parameter_rejected",
    ],
    [
      "no API key",
      ({ nowMs }) => signed({ nowMs }, { apiKeyHeader: undefined }),
      "key_missing Daily Limit for Unauthenticated Use Exceeded. A request that is signed with OAuth 1.0 needs an API key of the consumer's project, as key= or X-Goog-Api-Key",
    ],
    [
      "neither token nor requestor",
      ({ nowMs }) => signed({ nowMs, credentials: twoLegged }),
      "signature_malformed parameter_absent",
    ],
    [
      "a token and a requestor",
      ({ nowMs }) => signed({ nowMs, target: requestor }),
      "signature_malformed parameter_rejected",
    ],
    [
      "a requestor in the header",
      ({ nowMs }) =>
        signed({
          nowMs,
          credentials: twoLegged,
          parameters: { xoauth_requestor_id: "ada@example.com" },
        }),
      "signature_malformed parameter_rejected",
    ],
    [
      "two requestors",
      ({ nowMs }) =>
        signed({
          nowMs,
          credentials: twoLegged,
          target: `${requestor}&xoauth_requestor_id=bob%40example.com`,
        }),
      "signature_malformed parameter_rejected",
    ],
    [
      "a requestor that is not signed",
      ({ nowMs }) => signed({ nowMs, credentials: twoLegged }, { target: requestor }),
      "signature_refused signature_invalid",
    ],
    [
      "a requestor of another domain",
      ({ nowMs }) =>
        signed({
          nowMs,
          credentials: twoLegged,
          target: `${imagesPath}?xoauth_requestor_id=ada%40other.example`,
        }),
      "delegation_missing permission_denied",
    ],
    [
      "a requestor who does not exist",
      ({ nowMs }) =>
        signed({
          nowMs,
          credentials: twoLegged,
          target: `${imagesPath}?xoauth_requestor_id=nobody%40example.com`,
        }),
      "delegation_missing permission_denied",
    ],
    [
      "a consumer that nothing was delegated to",
      ({ nowMs, privateKey }) =>
        signed({
          nowMs,
          credentials: { consumerKey: "rsa.example.com", privateKey },
          target: requestor,
        }),
      "delegation_missing permission_denied",
    ],
  ];

  it.each(cases)("%s", async (_name, make, problem) => {
    await using opened = await open();
    expect(problemOf(await opened.authenticate(make(opened)))).toBe(problem);
  });

  it("a token whose time is over", async () => {
    await using opened = await open();
    const { nowMs } = opened;
    const credentials = { ...hmac, token: "lht_old" };
    await opened.addSignedToken("lht_old", { expires_at_ms: nowMs });
    expect(problemOf(await opened.authenticate(signed({ nowMs, credentials })))).toBe(
      "signature_refused token_rejected",
    );
  });

  it.each([
    ["an unknown key", { apiKeyHeader: "no-such-key" }, "key_invalid"],
    ["a key of another project", { apiKeyHeader: "other-key" }, "key_invalid"],
    ["a key from another address", { remoteAddress: "203.0.113.7" }, "key_locked"],
    ["a browser key from no page", { apiKeyHeader: "acme-browser-key" }, "key_locked"],
  ])("%s, and its nonce is not used up", async (_name, changes, failure) => {
    await using opened = await open();
    await opened.apply(
      "projects: [{ id: other, apiKeys: [{ key: other-key, kind: server }], members: [{ email: ada@example.com, role: owner }] }]",
    );
    const request = signed({ nowMs: opened.nowMs });
    expect(await opened.authenticate({ ...request, ...changes })).toMatchObject({ failure });
    expect(await opened.authenticate(request)).toEqual(ada);
  });
});

describe("a request without a token", () => {
  it("acts as the user whose domain has delegated to the consumer, in the delegated scopes", async () => {
    await using opened = await open();
    const { nowMs } = opened;
    const request = signed({ nowMs, credentials: twoLegged, target: requestor });
    expect(await opened.authenticate(request)).toEqual(ada);
  });

  it("does not act as a user of another domain, who is refused as nobody is", async () => {
    await using opened = await open();
    const { nowMs } = opened;
    await opened.apply("users: [{ email: ada@other.example }, { email: ada@sub.example.com }]");
    const refused = async (email: string): Promise<Authentication> => {
      const target = `${imagesPath}?xoauth_requestor_id=${encodeURIComponent(email)}`;
      return opened.authenticate(signed({ nowMs, credentials: twoLegged, target }));
    };
    const nobody = await refused("nobody@example.com");
    expect(nobody).toMatchObject({ ok: false, failure: "delegation_missing" });
    expect(await refused("ada@other.example")).toEqual(nobody);
    expect(await refused("ada@sub.example.com")).toEqual(nobody);
  });

  it("is refused as soon as the delegation is taken back", async () => {
    await using opened = await open();
    const { nowMs, context } = opened;
    const request = () => signed({ nowMs, credentials: twoLegged, target: requestor });
    expect(await opened.authenticate(request())).toEqual(ada);
    await context.database.deleteFrom("delegations").execute();
    context.forget({ type: "everything" });
    expect(problemOf(await opened.authenticate(request()))).toBe(
      "delegation_missing permission_denied",
    );
  });
});

describe("nonces", () => {
  it("are good once for a consumer, token and timestamp", async () => {
    await using opened = await open();
    const { nowMs } = opened;
    await opened.addSignedToken("lht_other");
    const nonce = "same";
    const other = { ...hmac, token: "lht_other" };
    for (const [options, problem] of [
      [{ nowMs, nonce }, "accepted"],
      [{ nowMs, nonce }, "signature_refused nonce_used"],
      [{ nowMs: nowMs + 1000, nonce }, "accepted"],
      [{ nowMs, nonce, credentials: other }, "accepted"],
      [{ nowMs, nonce, credentials: twoLegged, target: requestor }, "accepted"],
      [{ nowMs, nonce, target: `${imagesPath}?alt=json` }, "signature_refused nonce_used"],
    ] as const) {
      expect(problemOf(await opened.authenticate(signed(options)))).toBe(problem);
    }
  });

  it("are left to who claims them with what the request does", async () => {
    await using opened = await open();
    const { nowMs } = opened;
    const request = signed({ nowMs });
    const authenticate = createAuthenticate(opened.context, opened.memory);
    const untilMs = Math.floor(nowMs / 1000) * 1000 + 660_000;
    const nonce = { key: expect.stringMatching(/^[\w-]{22}$/) as string, untilMs };
    const left = await authenticate(request, { claimsNonce: true });
    expect(left).toEqual({ ...ada, nonce });
    expect(await authenticate(request, { claimsNonce: true })).toEqual(left);
    expect(problemOf(await opened.authenticate(request))).toBe("accepted");
    expect(await opened.authenticate(request)).toEqual(nonceUsed);
  });

  it("are good for one of many requests at once", async () => {
    await using opened = await open();
    const request = signed({ nowMs: opened.nowMs });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => opened.authenticate(request)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  it("are remembered by another process on the same database, before and after a restart", async () => {
    await using opened = await open();
    const { nowMs } = opened;
    const second = await opened.openAgain();
    const authenticateThere = createAuthenticate(second.context, second.memory);
    const [first, again] = [signed({ nowMs }), signed({ nowMs })];
    expect(problemOf(await opened.authenticate(first))).toBe("accepted");
    expect(problemOf(await authenticateThere(first))).toBe("signature_refused nonce_used");
    const answers = [opened.authenticate(again), Promise.resolve(authenticateThere(again))];
    expect((await Promise.all(answers)).filter((answer) => answer.ok)).toHaveLength(1);
    await second.context.database.destroy();
    const third = await opened.openAgain();
    const afterRestart = createAuthenticate(third.context, third.memory);
    expect(problemOf(await afterRestart(first))).toBe("signature_refused nonce_used");
    await third.context.database.destroy();
  });
});
