import {
  authorize,
  authorizeByForm,
  decideAuthorization,
  resumeAuthorization,
  takeAccount,
} from "../oauth/authorize.ts";
import { certificates, keySet } from "../oauth/certificates.ts";
import { authorizeTokenPath } from "../oauth1/authorize-token-path.ts";
import { revokeSignedToken, signedTokenInfo } from "../oauth1/auth-sub.ts";
import { getAccessToken } from "../oauth1/get-access-token.ts";
import { getRequestToken } from "../oauth1/get-request-token.ts";
import { decideToken, showToken } from "../oauth1/authorize-token.ts";
import { authorizeDevice, devicePath } from "../oauth/device-authorization.ts";
import { generateAccessToken, serviceAccountsPath } from "../oauth/impersonate.ts";
import { openIdConfiguration, serverMetadata } from "../oauth/metadata.ts";
import { accountsPath } from "../pages/accounts-page.ts";
import { providerPath } from "../pages/sign-in-page.ts";
import { deviceDecisionPath } from "../pages/device-pages.ts";
import { decisionPath, identifierPath, messagePath, xrdsPath } from "../openid/addresses.ts";
import { showIdentifier, showXrds } from "../openid/discovery.ts";
import { decideSignIn, resumeSignIn } from "../openid/sign-in-for-site.ts";
import { takeMessage } from "../openid/take-message.ts";
import { revoke } from "../oauth/revoke.ts";
import { approvalPath } from "../oauth/sealed-request.ts";
import { exchangeOnly, token } from "../oauth/token.ts";
import { tokenInfoV1, tokenInfoV3 } from "../oauth/token-info.ts";
import { userInfoV1, userInfoV3 } from "../oauth/user-info.ts";
import { decideDevice, enterUserCode, showDevice } from "../sessions/device.ts";
import {
  comeFromProvider,
  goToProvider,
  providerCallbackPath,
} from "../sessions/provider-sign-in.ts";
import { removeApplication, showPermissions } from "../sessions/permissions.ts";
import { showPasswordLink, takePasswordLink } from "../sessions/password-link.ts";
import { setUp, showSetup } from "../sessions/setup.ts";
import { showSignIn, signIn, signOut } from "../sessions/sign-in.ts";
import { passwordPath } from "../users/invitation.ts";
import { tokenPaths } from "../token-addresses.ts";
import type { Endpoint } from "./endpoint.ts";

/** An endpoint and where it is served. */
export interface Address {
  methods: readonly ("GET" | "HEAD" | "POST")[];
  paths: readonly string[];
  endpoint: Endpoint;
}

const authorizePaths = ["/o/oauth2/v2/auth", "/o/oauth2/auth", "/accounts/o8/oauth2/authorization"];

/** What programs call: JSON, for any origin, without cookies. */
export const protocolAddresses: readonly Address[] = [
  { methods: ["POST"], paths: tokenPaths, endpoint: token },
  {
    methods: ["POST"],
    paths: ["/device/code", "/o/oauth2/device/code"],
    endpoint: authorizeDevice,
  },
  { methods: ["POST"], paths: ["/v1/token"], endpoint: exchangeOnly },
  { methods: ["GET", "POST"], paths: ["/revoke", "/o/oauth2/revoke"], endpoint: revoke },
  {
    methods: ["GET", "POST"],
    paths: ["/oauth2/v1/tokeninfo", "/oauth2/v2/tokeninfo"],
    endpoint: tokenInfoV1,
  },
  {
    methods: ["GET", "POST"],
    paths: ["/tokeninfo", "/oauth2/v3/tokeninfo"],
    endpoint: tokenInfoV3,
  },
  {
    methods: ["GET", "POST"],
    paths: ["/oauth2/v1/userinfo", "/oauth2/v2/userinfo"],
    endpoint: userInfoV1,
  },
  {
    methods: ["GET", "POST"],
    paths: ["/oauth2/v3/userinfo", "/v1/userinfo"],
    endpoint: userInfoV3,
  },
  { methods: ["GET"], paths: ["/oauth2/v1/certs"], endpoint: certificates },
  { methods: ["GET"], paths: ["/oauth2/v3/certs"], endpoint: keySet },
  {
    methods: ["GET"],
    paths: ["/.well-known/openid-configuration"],
    endpoint: openIdConfiguration,
  },
  {
    methods: ["GET"],
    paths: ["/.well-known/oauth-authorization-server"],
    endpoint: serverMetadata,
  },
];

/** The token addresses of OAuth 1.0: plain text and forms. */
export const signedAddresses: readonly Address[] = [
  {
    methods: ["GET", "POST"],
    paths: ["/accounts/OAuthGetRequestToken"],
    endpoint: getRequestToken,
  },
  { methods: ["GET", "POST"], paths: ["/accounts/OAuthGetAccessToken"], endpoint: getAccessToken },
  {
    methods: ["GET", "POST"],
    paths: ["/accounts/AuthSubRevokeToken"],
    endpoint: revokeSignedToken,
  },
  { methods: ["GET", "POST"], paths: ["/accounts/AuthSubTokenInfo"], endpoint: signedTokenInfo },
];

/** What programs call with bodies that are JSON throughout, and that answer errors in the API's envelope. */
export const credentialAddresses: readonly Address[] = [
  { methods: ["POST"], paths: [serviceAccountsPath], endpoint: generateAccessToken },
];

/** What people see: pages with a session, never for another origin. */
export const pageAddresses: readonly Address[] = [
  { methods: ["GET"], paths: authorizePaths, endpoint: authorize },
  { methods: ["POST"], paths: authorizePaths, endpoint: authorizeByForm },
  { methods: ["GET"], paths: [approvalPath], endpoint: resumeAuthorization },
  { methods: ["POST"], paths: [approvalPath], endpoint: decideAuthorization },
  { methods: ["GET"], paths: [devicePath], endpoint: showDevice },
  { methods: ["POST"], paths: [devicePath], endpoint: enterUserCode },
  { methods: ["POST"], paths: [deviceDecisionPath], endpoint: decideDevice },
  { methods: ["POST"], paths: [accountsPath], endpoint: takeAccount },
  { methods: ["GET"], paths: [authorizeTokenPath], endpoint: showToken },
  { methods: ["POST"], paths: [authorizeTokenPath], endpoint: decideToken },
  { methods: ["GET", "HEAD"], paths: [identifierPath], endpoint: showIdentifier },
  { methods: ["GET", "HEAD"], paths: [xrdsPath], endpoint: showXrds },
  { methods: ["GET", "POST"], paths: [messagePath], endpoint: takeMessage },
  { methods: ["GET"], paths: [decisionPath], endpoint: resumeSignIn },
  { methods: ["POST"], paths: [decisionPath], endpoint: decideSignIn },
  { methods: ["GET"], paths: ["/signin"], endpoint: showSignIn },
  { methods: ["POST"], paths: ["/signin"], endpoint: signIn },
  { methods: ["GET"], paths: [providerPath], endpoint: goToProvider },
  { methods: ["GET"], paths: [providerCallbackPath], endpoint: comeFromProvider },
  { methods: ["POST"], paths: ["/signout"], endpoint: signOut },
  { methods: ["GET"], paths: ["/permissions"], endpoint: showPermissions },
  { methods: ["POST"], paths: ["/permissions"], endpoint: removeApplication },
  { methods: ["GET"], paths: [passwordPath], endpoint: showPasswordLink },
  { methods: ["POST"], paths: [passwordPath], endpoint: takePasswordLink },
  { methods: ["GET"], paths: ["/setup"], endpoint: showSetup },
  { methods: ["POST"], paths: ["/setup"], endpoint: setUp },
];
