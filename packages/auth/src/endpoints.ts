import { parseIssuer } from "./lib/issuer.ts";

/** The addresses of an authorization server. */
export interface Endpoints {
  authorization: string;
  token: string;
  /** Where a device asks for its codes (RFC 8628, 3.1). */
  deviceAuthorization: string;
  revocation: string;
  tokenInfo: string;
  userInfo: string;
}

const google: Endpoints = {
  authorization: "https://accounts.google.com/o/oauth2/v2/auth",
  token: "https://oauth2.googleapis.com/token",
  deviceAuthorization: "https://oauth2.googleapis.com/device/code",
  revocation: "https://oauth2.googleapis.com/revoke",
  tokenInfo: "https://oauth2.googleapis.com/tokeninfo",
  userInfo: "https://openidconnect.googleapis.com/v1/userinfo",
};

/**
 * The addresses of a Leasehold, all made from its base URL; Google's when there is none.
 *
 * @param issuer the base URL, such as `http://127.0.0.1:8085`, with or without a slash at the end.
 * @throws TypeError when it is not an http or https URL.
 */
export function endpointsOf(issuer: string | undefined): Endpoints {
  if (issuer === undefined) return google;
  const base = parseIssuer(issuer);
  return {
    authorization: `${base}/o/oauth2/v2/auth`,
    token: `${base}/token`,
    deviceAuthorization: `${base}/device/code`,
    revocation: `${base}/revoke`,
    tokenInfo: `${base}/tokeninfo`,
    userInfo: `${base}/oauth2/v3/userinfo`,
  };
}
