import { callback, deviceClient, person, scope, webClient } from "./authority-deployment.ts";
import type { Page, Send, Visitor } from "./visitor.ts";

const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

/** Signs the person in. */
export async function signIn(visitor: Visitor): Promise<void> {
  const answer = await visitor.submit(await visitor.get("/signin"), person);
  expectStatus(answer, 303);
}

/** Asks for consent and exchanges the code; the person has signed in. */
export async function codeFlow(
  send: Send,
  visitor: Visitor,
  scopes = scope,
): Promise<{ refreshToken: string }> {
  const query = new URLSearchParams({
    client_id: webClient.client_id,
    redirect_uri: callback,
    response_type: "code",
    scope: scopes,
    access_type: "offline",
    prompt: "consent",
  });
  const page = await visitor.get(`/o/oauth2/v2/auth?${query.toString()}`);
  const allowed = await visitor.submit(page, { decision: "allow" });
  const code = new URL(allowed.location).searchParams.get("code") ?? "";
  const tokens = await post(send, "/token", {
    ...webClient,
    grant_type: "authorization_code",
    code,
    redirect_uri: callback,
  });
  expectStatus(tokens, 200);
  return { refreshToken: String(jsonOf(tokens)["refresh_token"]) };
}

/** The form of a refresh. */
export function refreshForm(refreshToken: string): Record<string, string> {
  return { ...webClient, grant_type: "refresh_token", refresh_token: refreshToken };
}

/** Asks for the codes of a device. */
export async function startDevice(send: Send): Promise<{ deviceCode: string; userCode: string }> {
  const { client_id } = deviceClient;
  const answer = await post(send, "/device/code", { client_id, scope });
  expectStatus(answer, 200);
  const { device_code, user_code } = jsonOf(answer);
  return { deviceCode: String(device_code), userCode: String(user_code) };
}

/** The form of a device's poll. */
export function pollForm(deviceCode: string): Record<string, string> {
  return { ...deviceClient, grant_type: deviceGrant, device_code: deviceCode };
}

/** A device from its code to its tokens; the person has signed in. */
export async function deviceFlow(send: Send, visitor: Visitor): Promise<void> {
  const { deviceCode, userCode } = await startDevice(send);
  expectStatus(await post(send, "/token", pollForm(deviceCode)), 400);
  const page = await visitor.get(`/device?user_code=${userCode}`);
  expectStatus(await visitor.submit(page, { decision: "allow" }), 200);
  expectStatus(await post(send, "/token", pollForm(deviceCode)), 200);
}

/** Sends a form. */
export function post(send: Send, path: string, form: Record<string, string>): Promise<Page> {
  return send({
    method: "POST",
    path,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  });
}

/** @throws Error when the status is another one. */
export function expectStatus(page: Page, status: number): void {
  if (page.status !== status) {
    throw new Error(`Expected ${status}, not ${page.status}: ${page.text.slice(0, 500)}`);
  }
}

function jsonOf(page: Page): Record<string, unknown> {
  return JSON.parse(page.text) as Record<string, unknown>;
}
