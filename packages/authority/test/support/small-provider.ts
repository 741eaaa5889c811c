import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { startLocalServer } from "@leasehold/testing/local-server";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

/** A small OpenID Connect provider in which one person is always signed in. */
export interface SmallProvider extends AsyncDisposable {
  issuer: string;
  /** The person's claims, and what else its id_tokens are to hold; tests change them. */
  claims: JWTPayload;
  /** Claims of the person at the userinfo endpoint. */
  userInfo: Record<string, unknown>;
  /** Answers the next authorization request with this error. */
  error: string | undefined;
  /** Signs id_tokens with a key that it does not publish. */
  wrongKey: boolean;
  /** The last authorization request. */
  asked: () => Record<string, string>;
}

export const providerClient = { id: "leasehold", secret: "provider-secret" };

export async function startSmallProvider(): Promise<SmallProvider> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const wrong = await generateKeyPair("RS256");
  const keys = [{ ...(await exportJWK(publicKey)), kid: "p1", alg: "RS256", use: "sig" }];
  const codes = new Map<string, URLSearchParams>();
  let asked = new URLSearchParams();
  const provider = { issuer: "", claims: {}, userInfo: {}, error: undefined, wrongKey: false } as {
    -readonly [Name in keyof SmallProvider]: SmallProvider[Name];
  };

  function authorize(query: URLSearchParams): string {
    asked = query;
    const back = new URL(query.get("redirect_uri") ?? "");
    back.searchParams.set("state", query.get("state") ?? "");
    if (provider.error !== undefined) back.searchParams.set("error", provider.error);
    else {
      const code = randomUUID();
      codes.set(code, query);
      back.searchParams.set("code", code);
    }
    return back.href;
  }

  async function token(request: IncomingMessage): Promise<object | undefined> {
    const form = new URLSearchParams(await text(request));
    const query = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const verifier = form.get("code_verifier") ?? "";
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const right =
      secretIn(request) === providerClient.secret &&
      query?.get("redirect_uri") === form.get("redirect_uri") &&
      query?.get("code_challenge") === challenge;
    if (!right || query === undefined) return undefined;
    const now = Math.floor(Date.now() / 1000);
    const idToken = await new SignJWT({
      iss: provider.issuer,
      aud: providerClient.id,
      sub: "p-1",
      iat: now,
      exp: now + 300,
      nonce: query.get("nonce"),
      ...provider.claims,
    })
      .setProtectedHeader({ alg: "RS256", kid: "p1" })
      .sign(provider.wrongKey ? wrong.privateKey : privateKey);
    return { access_token: "p-token", token_type: "Bearer", id_token: idToken };
  }

  async function answer(request: IncomingMessage, url: URL): Promise<object | undefined> {
    const { issuer } = provider;
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/keys`,
        };
      case "/keys":
        return { keys };
      case "/token":
        return token(request);
      case "/userinfo":
        return request.headers.authorization === "Bearer p-token"
          ? { sub: "p-1", ...provider.userInfo }
          : undefined;
      default:
        return undefined;
    }
  }

  const server = await startLocalServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname === "/authorize") {
      response.writeHead(302, { location: authorize(url.searchParams) }).end();
      return;
    }
    void answer(request, url).then((body) => {
      response.writeHead(body === undefined ? 400 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(body ?? { error: "invalid_grant" }));
    });
  });
  provider.issuer = server.origin;
  provider.asked = () => Object.fromEntries(asked);
  provider[Symbol.asyncDispose] = () => server[Symbol.asyncDispose]();
  return provider;
}

// RFC 6749, 2.3.1: both parts are form-encoded.
function secretIn(request: IncomingMessage): string | undefined {
  const [, basic = ""] = (request.headers.authorization ?? "").split(" ");
  const [id = "", secret = ""] = Buffer.from(basic, "base64").toString().split(":");
  return id === providerClient.id ? decodeURIComponent(secret) : undefined;
}
