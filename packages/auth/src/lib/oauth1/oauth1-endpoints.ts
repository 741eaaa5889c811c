import { parseIssuer } from "../issuer.ts";

/** The addresses of OAuth 1.0 and OpenID 2.0 on a Leasehold. */
export interface OAuth1Endpoints {
  requestToken: string;
  authorization: string;
  accessToken: string;
  revocation: string;
  tokenInfo: string;
  /** OAuth 2.0's token address, for the migration grant. */
  token: string;
  /** What names the OpenID provider; discovery begins there. */
  openIdProvider: string;
}

/** The addresses, all made from the base URL: no other service of today has them. */
export function oauth1EndpointsOf(issuer: string): OAuth1Endpoints {
  const base = parseIssuer(issuer);
  return {
    requestToken: `${base}/accounts/OAuthGetRequestToken`,
    authorization: `${base}/accounts/OAuthAuthorizeToken`,
    accessToken: `${base}/accounts/OAuthGetAccessToken`,
    revocation: `${base}/accounts/AuthSubRevokeToken`,
    tokenInfo: `${base}/accounts/AuthSubTokenInfo`,
    token: `${base}/token`,
    openIdProvider: `${base}/accounts/o8/id`,
  };
}
