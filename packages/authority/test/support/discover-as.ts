import * as openid from "openid-client";
import type { OAuthService } from "./oauth-service.ts";

/** openid-client for one of the service's applications, by discovery; the service has no TLS in tests. */
export function discoverAs(
  service: OAuthService,
  clientId: string,
  authentication: openid.ClientAuth,
): Promise<openid.Configuration> {
  return openid.discovery(new URL(service.origin), clientId, undefined, authentication, {
    execute: [openid.allowInsecureRequests],
  });
}
