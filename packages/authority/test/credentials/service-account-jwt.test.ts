import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import type { CredentialRequest } from "../../src/authority.ts";
import { createAuthenticate } from "../../src/lib/credentials/authenticate.ts";
import {
  type AssertionUse,
  verifyServiceAccountJwt,
} from "../../src/lib/credentials/verify-service-account-jwt.ts";
import { bareRequest } from "../support/bare-request.ts";
import { openTestContext, type OpenedContext, origin } from "../support/open-test-context.ts";

const taskqueue = "https://www.googleapis.com/auth/taskqueue";
const consumer = "https://www.googleapis.com/auth/taskqueue.consumer";
const worker = "worker@acme.example.com";
const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** The whole example, in which the worker's key k1 is {@link own}. */
async function open(): Promise<OpenedContext> {
  const opened = await openTestContext();
  await opened.applyExample();
  await opened.context.database
    .updateTable("service_account_keys")
    .set({ public_key_pem: own.publicKey.export({ type: "spki", format: "pem" }).toString() })
    .execute();
  opened.context.forget({ type: "everything" });
  return opened;
}

interface Draft {
  claims?: Record<string, unknown>;
  /** Claims left out. */
  without?: string[];
  header?: Record<string, unknown>;
  key?: KeyObject | Uint8Array;
}

async function sign(opened: OpenedContext, draft: Draft): Promise<string> {
  const nowSeconds = Math.floor(opened.clock.now() / 1000);
  const claims: Record<string, unknown> = {
    iss: worker,
    scope: taskqueue,
    aud: `${origin}/token`,
    iat: nowSeconds,
    exp: nowSeconds + 3600,
    ...draft.claims,
  };
  for (const name of draft.without ?? []) delete claims[name];
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", ...draft.header })
    .sign(draft.key ?? own.privateKey);
}

const badTimes =
  "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.";
const badAudience = "Invalid JWT: Failed audience check.";
const notAllowed =
  "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.";
const start = Date.UTC(2026, 0, 1) / 1000;

const granted: [name: string, draft: Draft, subject: string, scopes: string[]][] = [
  ["no kid and no typ", {}, worker, [taskqueue]],
  ["kid and typ", { header: { kid: "k1", typ: "JWT" } }, worker, [taskqueue]],
  ["two scopes", { claims: { scope: `${taskqueue} ${consumer}` } }, worker, [taskqueue, consumer]],
  ["iss in capitals", { claims: { iss: worker.toUpperCase() } }, worker, [taskqueue]],
  ["sub that is iss", { claims: { sub: worker } }, worker, [taskqueue]],
  ["an audience as a list of one", { claims: { aud: [`${origin}/token`] } }, worker, [taskqueue]],
  ["iat set back by 60 s", { claims: { iat: start - 60, exp: start + 3540 } }, worker, [taskqueue]],
  ["iat 60 s ahead", { claims: { iat: start + 60, exp: start + 3660 } }, worker, [taskqueue]],
  ["an exp a second ahead", { claims: { exp: start + 1 } }, worker, [taskqueue]],
  ["sub of a user", { claims: { sub: "ada@example.com" } }, "ada@example.com", [taskqueue]],
  ["prn of a user", { claims: { prn: "Ada@example.com" } }, "ada@example.com", [taskqueue]],
  [
    "sub and prn together",
    { claims: { sub: "ada@example.com", prn: "ada@example.com" } },
    "ada@example.com",
    [taskqueue],
  ],
];

const audiences = [
  `${origin}/token`,
  `${origin}/o/oauth2/token`,
  `${origin}/oauth2/v3/token`,
  `${origin}/oauth2/v4/token`,
  `${origin}/accounts/o8/oauth2/token`,
  "https://accounts.google.com/o/oauth2/token",
  "https://www.googleapis.com/oauth2/v4/token",
  "https://oauth2.googleapis.com/token",
];

const refused: [name: string, draft: Draft, status: number, error: string, description: string][] =
  [
    [
      "an unknown account",
      { claims: { iss: "nobody@acme.example.com" } },
      400,
      "invalid_grant",
      "Invalid grant: account not found",
    ],
    [
      "a stranger's signature",
      { key: stranger.privateKey },
      400,
      "invalid_grant",
      "Invalid JWT Signature.",
    ],
    ["an unknown kid", { header: { kid: "k2" } }, 400, "invalid_grant", "Invalid JWT Signature."],
    ["RS512", { header: { alg: "RS512" } }, 400, "invalid_grant", "Invalid JWT Signature."],
    [
      "HS256 with the public key as the secret",
      {
        header: { alg: "HS256" },
        key: new TextEncoder().encode(
          own.publicKey.export({ type: "spki", format: "pem" }).toString(),
        ),
      },
      400,
      "invalid_grant",
      "Invalid JWT Signature.",
    ],
    [
      "another service's audience",
      { claims: { aud: "https://example.com/token" } },
      400,
      "invalid_grant",
      badAudience,
    ],
    ["our origin as the audience", { claims: { aud: origin } }, 400, "invalid_grant", badAudience],
    [
      "a page of ours as the audience",
      { claims: { aud: `${origin}/device` } },
      400,
      "invalid_grant",
      badAudience,
    ],
    ["no audience", { without: ["aud"] }, 400, "invalid_grant", badAudience],
    [
      "two audiences",
      { claims: { aud: [`${origin}/token`, "https://example.com"] } },
      400,
      "invalid_grant",
      badAudience,
    ],
    [
      "an exp that is over",
      { claims: { iat: start - 3600, exp: start } },
      400,
      "invalid_grant",
      badTimes,
    ],
    ["more than an hour", { claims: { exp: start + 3601 } }, 400, "invalid_grant", badTimes],
    [
      "an iat more than 60 s ahead",
      { claims: { iat: start + 61, exp: start + 3600 } },
      400,
      "invalid_grant",
      badTimes,
    ],
    [
      "an exp before iat",
      { claims: { iat: start + 50, exp: start + 40 } },
      400,
      "invalid_grant",
      badTimes,
    ],
    [
      "no scope",
      { without: ["scope"] },
      400,
      "invalid_scope",
      "Empty or missing scope not allowed.",
    ],
    [
      "an empty scope",
      { claims: { scope: " " } },
      400,
      "invalid_scope",
      "Empty or missing scope not allowed.",
    ],
    [
      "an unknown scope",
      { claims: { scope: `${taskqueue} all` } },
      400,
      "invalid_scope",
      "Some requested scopes were invalid. {invalid=[all]}",
    ],
    [
      "a user of another domain",
      { claims: { sub: "eve@elsewhere.example" } },
      401,
      "unauthorized_client",
      notAllowed,
    ],
    [
      "a user of a domain below",
      { claims: { sub: "eve@sub.example.com" } },
      401,
      "unauthorized_client",
      notAllowed,
    ],
    [
      "a scope beyond the delegation",
      { claims: { sub: "ada@example.com", scope: `${taskqueue} email` } },
      401,
      "unauthorized_client",
      notAllowed,
    ],
    [
      "an unknown user of the domain",
      { claims: { sub: "bob@example.com" } },
      400,
      "invalid_grant",
      "Invalid email or User ID",
    ],
  ];

const malformed = "Invalid JWT: it is not a signed JWT with iss, iat and exp.";

describe("a service account's JWT at the token endpoint", () => {
  it("is accepted", async () => {
    await using opened = await open();
    const found: Record<string, unknown> = {};
    for (const [name, draft] of granted) {
      const jwt = await sign(opened, draft);
      const result = await verifyServiceAccountJwt(opened.context, jwt, "grant");
      found[name] = result.ok
        ? [result.assertion.serviceAccount.email, result.assertion.subject, result.assertion.scopes]
        : result;
    }
    const expected = granted.map(([name, , subject, scopes]) => [name, [worker, subject, scopes]]);
    expect(found).toEqual(Object.fromEntries(expected));
  });

  it("is accepted for every token address, ours and Google's", async () => {
    await using opened = await open();
    const taken: string[] = [];
    for (const aud of audiences) {
      const jwt = await sign(opened, { claims: { aud } });
      if ((await verifyServiceAccountJwt(opened.context, jwt, "grant")).ok) taken.push(aud);
    }
    expect(taken).toEqual(audiences);
  });

  it("is refused in Google's words", async () => {
    await using opened = await open();
    const results: Record<string, unknown> = {};
    for (const [name, draft] of refused) {
      const jwt = await sign(opened, draft);
      results[name] = await verifyServiceAccountJwt(opened.context, jwt, "grant");
    }
    const expected = refused.map(([name, , status, error, description]) => [
      name,
      { ok: false, status, error, description },
    ]);
    expect(results).toEqual(Object.fromEntries(expected));
  });

  it("is refused when it is none", async () => {
    await using opened = await open();
    const texts = ["", "a.b.c", "eyJ.eyJ.x", "x".repeat(9000)];
    texts.push(await sign(opened, { without: ["iss"] }), await sign(opened, { without: ["exp"] }));
    texts.push(
      await sign(opened, { without: ["iat"] }),
      await sign(opened, { claims: { iss: 7 } }),
    );
    for (const text of texts) {
      const result = await verifyServiceAccountJwt(opened.context, text, "grant");
      expect(result).toEqual({
        ok: false,
        status: 400,
        error: "invalid_grant",
        description: malformed,
      });
    }
  });

  it("is refused without a signature (alg none)", async () => {
    await using opened = await open();
    const [, payload] = (await sign(opened, {})).split(".");
    const header = Buffer.from('{"alg":"none"}').toString("base64url");
    for (const jwt of [`${header}.${payload}.`, `${header}.${payload}.AA`]) {
      const result = await verifyServiceAccountJwt(opened.context, jwt, "grant");
      expect(result).toMatchObject({ ok: false, description: "Invalid JWT Signature." });
    }
  });

  it("is refused when its payload was changed", async () => {
    await using opened = await open();
    const [header, , signature] = (await sign(opened, {})).split(".");
    const [, payload] = (await sign(opened, { claims: { scope: consumer } })).split(".");
    const jwt = `${header}.${payload}.${signature}`;
    expect(await verifyServiceAccountJwt(opened.context, jwt, "grant")).toMatchObject({
      ok: false,
      description: "Invalid JWT Signature.",
    });
  });
});

const self = { sub: worker };
const selfSigned: [name: string, draft: Draft, scopes: string[] | undefined][] = [
  ["a scope and no audience", { claims: self, without: ["aud"] }, [taskqueue]],
  ["the read-only scope", { claims: { ...self, scope: consumer }, without: ["aud"] }, [consumer]],
  [
    "our origin as its audience",
    { claims: { ...self, aud: origin }, without: ["scope"] },
    [taskqueue],
  ],
  [
    "our origin with a slash",
    { claims: { ...self, aud: `${origin}/` }, without: ["scope"] },
    [taskqueue],
  ],
  [
    "a token address as its audience",
    { claims: { ...self, aud: `${origin}/token` }, without: ["scope"] },
    undefined,
  ],
  [
    "Google's token address",
    { claims: { ...self, aud: "https://oauth2.googleapis.com/token" }, without: ["scope"] },
    undefined,
  ],
  [
    "another origin",
    { claims: { ...self, aud: "https://example.com" }, without: ["scope"] },
    undefined,
  ],
  ["a scope and an audience", { claims: { ...self, aud: origin } }, undefined],
  ["neither scope nor audience", { claims: self, without: ["scope", "aud"] }, undefined],
  ["no sub", { without: ["aud"] }, undefined],
  ["a user as its sub", { claims: { sub: "ada@example.com" }, without: ["aud"] }, undefined],
  [
    "a stranger's signature",
    { claims: self, without: ["aud"], key: stranger.privateKey },
    undefined,
  ],
  ["an unknown scope", { claims: { ...self, scope: "all" }, without: ["aud"] }, undefined],
  ["more than an hour", { claims: { ...self, exp: start + 3601 }, without: ["aud"] }, undefined],
  [
    "a time that is over",
    { claims: { ...self, iat: start - 3600, exp: start }, without: ["aud"] },
    undefined,
  ],
];

describe("a self-signed JWT as Bearer", () => {
  it("is accepted with a scope, or with our origin as its audience", async () => {
    await using opened = await open();
    const authenticate = createAuthenticate(opened.context, opened.memory);
    const results: Record<string, unknown> = {};
    for (const [name, draft] of selfSigned) {
      const answer = await authenticate(bearer(await sign(opened, draft)));
      results[name] = answer.ok ? answer.caller : answer.failure;
    }
    const application = { kind: "service-account", id: worker, name: "worker", project: "acme" };
    const expected = selfSigned.map(([name, , scopes]) => [
      name,
      scopes === undefined
        ? "credential_invalid"
        : { application, user: worker, administrator: false, scopes: new Set(scopes) },
    ]);
    expect(results).toEqual(Object.fromEntries(expected));
  });

  it("is remembered until it expires, and no longer than its key", async () => {
    await using opened = await open();
    const authenticate = createAuthenticate(opened.context, opened.memory);
    const request = bearer(await sign(opened, { claims: self, without: ["aud"] }));
    expect((await authenticate(request)).ok).toBe(true);
    expect(authenticate(request)).toMatchObject({ ok: true });
    opened.clock.advance(3_599_000);
    expect((await authenticate(request)).ok).toBe(true);
    opened.clock.advance(1000);
    expect((await authenticate(request)).ok).toBe(false);

    const second = bearer(
      await sign(opened, {
        claims: { ...self, iat: start + 3600, exp: start + 7200 },
        without: ["aud"],
      }),
    );
    expect((await authenticate(second)).ok).toBe(true);
    await opened.context.database.deleteFrom("service_account_keys").execute();
    opened.clock.advance(5000);
    expect((await authenticate(second)).ok).toBe(false);
  });

  it("is told apart from a JWT for the token endpoint in both directions", async () => {
    await using opened = await open();
    const jwt = await sign(opened, { claims: self, without: ["aud"] });
    const verify = (use: AssertionUse): ReturnType<typeof verifyServiceAccountJwt> =>
      verifyServiceAccountJwt(opened.context, jwt, use);
    expect((await verify("bearer")).ok).toBe(true);
    expect(await verify("grant")).toMatchObject({ ok: false, description: badAudience });
  });
});

function bearer(token: string): CredentialRequest {
  return { ...bareRequest, authorization: `Bearer ${token}` };
}
