import { createHash, createPublicKey, randomUUID, verify } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { startLocalServer } from "@leasehold/testing/local-server";

/** One request, as it came. */
interface Seen {
  method: string;
  path: string;
  query: Record<string, string>;
  form: Record<string, string>;
  body: string;
  headers: IncomingMessage["headers"];
}

/** A small authorization server and API: it grants at once, and remembers what it was asked. */
export interface OAuthServer extends AsyncDisposable {
  url: string;
  seen: Seen[];
  /** Requests to one path. */
  to: (path: string) => Seen[];
  /** What the next answers are to be; a step is used once. */
  script: {
    tokenAnswers: { status: number; body: unknown }[];
    denyNext: boolean;
    expiresInSeconds: number;
    withRefreshToken: boolean;
    rotateTo: string | undefined;
    /** What the next questions of a device are answered; then it is let in. */
    deviceAnswers: ("authorization_pending" | "slow_down" | "access_denied" | "expired_token")[];
    deviceIntervalSeconds: number | undefined;
    /** Scopes of a renewal, whatever was asked for. */
    renewedScope: string | undefined;
    /** What the next requests to act as a service account are answered. */
    impersonationAnswers: { status: number; body: unknown }[];
    /** How long the token endpoint thinks. */
    tokenDelayMs: number;
  };
  /** Access tokens that the API takes. */
  liveTokens: Set<string>;
  /** Public keys of service accounts, PEM, by e-mail. */
  publicKeys: Map<string, string>;
}

interface Grant {
  challenge: string | undefined;
  redirectUri: string;
  scope: string;
}

export async function startOAuthServer(): Promise<OAuthServer> {
  const seen: Seen[] = [];
  const grants = new Map<string, Grant>();
  const state: Pick<OAuthServer, "script" | "liveTokens" | "publicKeys"> = {
    script: {
      tokenAnswers: [],
      denyNext: false,
      expiresInSeconds: 3600,
      withRefreshToken: true,
      rotateTo: undefined,
      deviceAnswers: [],
      deviceIntervalSeconds: 0,
      renewedScope: undefined,
      impersonationAnswers: [],
      tokenDelayMs: 0,
    },
    liveTokens: new Set(),
    publicKeys: new Map(),
  };

  function authorize(request: Seen, response: ServerResponse): void {
    const { redirect_uri: redirectUri = "", state: given = "" } = request.query;
    const target = new URL(redirectUri);
    target.searchParams.set("state", given);
    if (state.script.denyNext) {
      target.searchParams.set("error", "access_denied");
    } else {
      const code = `code-${randomUUID()}`;
      const { code_challenge: challenge, scope = "" } = request.query;
      grants.set(code, { challenge, redirectUri, scope });
      target.searchParams.set("code", code);
      if (redirectUri === "urn:ietf:wg:oauth:2.0:oob") {
        response.end(code);
        return;
      }
    }
    response.writeHead(302, { location: target.href }).end();
  }

  function token(request: Seen, response: ServerResponse): void {
    const scripted = state.script.tokenAnswers.shift();
    if (scripted !== undefined) {
      json(response, scripted.status, scripted.body);
      return;
    }
    const { form } = request;
    if (form["grant_type"] === "authorization_code") {
      const grant = grants.get(form["code"] ?? "");
      grants.delete(form["code"] ?? "");
      const challenge = createHash("sha256")
        .update(form["code_verifier"] ?? "")
        .digest("base64url");
      const fits =
        grant !== undefined &&
        grant.redirectUri === form["redirect_uri"] &&
        (grant.challenge === undefined || grant.challenge === challenge);
      if (!fits) {
        invalidGrant(response, "Malformed auth code.");
        return;
      }
      issue(response, {
        scope: grant.scope,
        ...(state.script.withRefreshToken && { refresh_token: "refresh-1" }),
      });
      return;
    }
    if (form["grant_type"] === "refresh_token") {
      const scope = state.script.renewedScope ?? form["scope"];
      issue(response, {
        ...(scope !== undefined && { scope }),
        ...(state.script.rotateTo !== undefined && { refresh_token: state.script.rotateTo }),
      });
      return;
    }
    if (form["grant_type"] === "urn:ietf:params:oauth:grant-type:device_code") {
      const error = state.script.deviceAnswers.shift();
      if (form["device_code"] !== "device-1") invalidGrant(response, "Malformed device code.");
      else if (error !== undefined) json(response, 400, { error });
      else issue(response, { refresh_token: "refresh-1", scope: "openid", id_token: "id-1" });
      return;
    }
    const [header = "", payload = "", signature = ""] = (form["assertion"] ?? "").split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    const key = state.publicKeys.get(claims.iss);
    const good =
      key !== undefined &&
      claims.aud === `${url}/token` &&
      verify(
        "RSA-SHA256",
        Buffer.from(`${header}.${payload}`),
        createPublicKey(key),
        Buffer.from(signature, "base64url"),
      );
    if (good) issue(response, {});
    else invalidGrant(response, "Invalid JWT Signature.");
  }

  function deviceCodes(response: ServerResponse): void {
    const { deviceIntervalSeconds: interval } = state.script;
    json(response, 200, {
      device_code: "device-1",
      user_code: "BCDF-GHJK",
      verification_url: `${url}/device`,
      verification_uri_complete: `${url}/device?user_code=BCDF-GHJK`,
      expires_in: 1800,
      ...(interval !== undefined && { interval }),
    });
  }

  function exchangeSubject(request: Seen, response: ServerResponse): void {
    if (request.form["subject_token"] !== "subject-1") {
      invalidGrant(response, "The issuer is not trusted.");
      return;
    }
    issue(response, { issued_token_type: "urn:ietf:params:oauth:token-type:access_token" });
  }

  function impersonate(response: ServerResponse): void {
    const expireTime = new Date(Date.now() + 3_600_000).toISOString();
    const answer = state.script.impersonationAnswers.shift();
    json(response, answer?.status ?? 200, answer?.body ?? { accessToken: newToken(), expireTime });
  }

  function newToken(): string {
    const accessToken = `token-${randomUUID()}`;
    state.liveTokens.add(accessToken);
    return accessToken;
  }

  function issue(response: ServerResponse, more: object): void {
    json(response, 200, {
      access_token: newToken(),
      token_type: "Bearer",
      expires_in: state.script.expiresInSeconds,
      ...more,
    });
  }

  function api(request: Seen, response: ServerResponse): void {
    const given = request.headers.authorization?.replace("Bearer ", "") ?? "";
    if (state.liveTokens.has(given)) json(response, 200, { body: request.body });
    else json(response, 401, { error: { code: 401 } });
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await record(incoming);
    seen.push(request);
    if (request.path === "/o/oauth2/v2/auth") authorize(request, response);
    else if (request.path === "/token") {
      await sleep(state.script.tokenDelayMs);
      token(request, response);
    } else if (request.path === "/v1/token") exchangeSubject(request, response);
    else if (request.path === "/device/code") deviceCodes(response);
    else if (request.path.endsWith(":generateAccessToken")) impersonate(response);
    else if (request.path === "/revoke") json(response, 200, {});
    else api(request, response);
  }

  const server = await startLocalServer((incoming, response) => void serve(incoming, response));
  const url = server.origin;
  return {
    ...server,
    ...state,
    url,
    seen,
    to: (path) => seen.filter((request) => request.path === path),
  };
}

async function record(incoming: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  return {
    method: incoming.method ?? "",
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    form: Object.fromEntries(new URLSearchParams(body)),
    body,
    headers: incoming.headers,
  };
}

function invalidGrant(response: ServerResponse, description: string): void {
  json(response, 400, { error: "invalid_grant", error_description: description });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
