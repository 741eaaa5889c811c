import { bareRequest } from "./bare-request.ts";
import { callback, type OAuthService, taskQueue } from "./oauth-service.ts";
import { answerOf, newVisitor, type Visitor } from "./visitor.ts";

/** What the token endpoint answered. */
export interface TokenReply {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** Sends a form to a protocol address. */
export async function postForm(
  service: OAuthService,
  path: string,
  form: Record<string, string> | [string, string][] = {},
  headers: Record<string, string> = {},
): Promise<TokenReply> {
  const body = new URLSearchParams(form);
  return read(await fetch(service.origin + path, { method: "POST", body, headers }));
}

/** Asks a protocol address. */
export async function getJson(
  service: OAuthService,
  path: string,
  headers: Record<string, string> = {},
): Promise<TokenReply> {
  return read(await fetch(service.origin + path, { headers }));
}

async function read(response: Response): Promise<TokenReply> {
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body };
}

export const webClient = { client_id: "web-client", client_secret: "web-secret" };

/** Goes through the pages as Ada and comes back with a code for web-client. */
export async function getCode(
  service: OAuthService,
  changes: Record<string, string> = {},
  visitor: Visitor = newVisitor(service.origin),
): Promise<string> {
  const query = new URLSearchParams({
    client_id: "web-client",
    redirect_uri: callback,
    response_type: "code",
    scope: taskQueue,
    ...changes,
  });
  let page = await visitor.get(`/o/oauth2/v2/auth?${query.toString()}`);
  if (page.text.includes('name="password"')) page = await visitor.signIn(page);
  if (page.location === "") page = await visitor.submit(page, { decision: "allow" });
  return answerOf(page)["code"] ?? `no code: ${page.location}`;
}

/** Exchanges a code as web-client. */
export function exchange(
  service: OAuthService,
  code: string,
  changes: Record<string, string> = {},
): Promise<TokenReply> {
  return postForm(service, "/token", {
    ...webClient,
    grant_type: "authorization_code",
    code,
    redirect_uri: callback,
    ...changes,
  });
}

/** A fresh set of tokens, by default with a refresh token. */
export async function getTokens(
  service: OAuthService,
  changes: Record<string, string> = {},
  visitor: Visitor = newVisitor(service.origin),
): Promise<{ accessToken: string; refreshToken: string; reply: TokenReply }> {
  const asked = { access_type: "offline", prompt: "consent", ...changes };
  const reply = await exchange(service, await getCode(service, asked, visitor));
  return {
    accessToken: String(reply.body["access_token"]),
    refreshToken: String(reply.body["refresh_token"]),
    reply,
  };
}

/** Says whether the API would take an access token. */
export async function isAccepted(service: OAuthService, accessToken: string): Promise<boolean> {
  const authorization = `Bearer ${accessToken}`;
  return (await service.authority.authenticate({ ...bareRequest, authorization })).ok;
}
