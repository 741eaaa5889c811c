import { type OAuthService, taskQueue } from "./oauth-service.ts";
import { postForm, type TokenReply } from "./oauth-tokens.ts";
import { newVisitor, type Visitor, type VisitorPage } from "./visitor.ts";

export const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
export const tvClient = { client_id: "tv-client", client_secret: "tv-secret" };

/** What a device is told at first. */
export interface DeviceStart {
  deviceCode: string;
  userCode: string;
  body: Record<string, unknown>;
}

/** Asks for a device code as the television. */
export async function startDevice(
  service: OAuthService,
  changes: Record<string, string> = {},
): Promise<DeviceStart> {
  const { body } = await postForm(service, "/device/code", {
    client_id: "tv-client",
    scope: taskQueue,
    ...changes,
  });
  return { deviceCode: String(body["device_code"]), userCode: String(body["user_code"]), body };
}

/** Polls as the television. */
export function poll(
  service: OAuthService,
  deviceCode: string,
  changes: Record<string, string> = {},
): Promise<TokenReply> {
  return postForm(service, "/token", {
    ...tvClient,
    grant_type: deviceGrant,
    device_code: deviceCode,
    ...changes,
  });
}

/** Signs in on the device page, by default as Ada. */
export async function openDevicePage(
  service: OAuthService,
  path = "/device",
  visitor: Visitor = newVisitor(service.origin),
): Promise<{ visitor: Visitor; page: VisitorPage }> {
  const away = await visitor.get(path);
  const page = away.status === 303 ? await visitor.signIn(await visitor.get(away.location)) : away;
  return { visitor, page };
}

/** Types a code in and decides. */
export async function decideOnDevice(
  service: OAuthService,
  userCode: string,
  decision: "allow" | "deny" = "allow",
): Promise<VisitorPage> {
  const { visitor, page } = await openDevicePage(service);
  const consent = await visitor.submit(page, { user_code: userCode });
  return visitor.submit(consent, { decision });
}
