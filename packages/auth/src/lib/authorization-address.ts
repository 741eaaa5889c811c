/** The parameters of an authorization request (RFC 6749, 4.1.1), with those that Google added. */
export interface AuthorizationRequest {
  endpoint: string;
  clientId: string;
  redirectUri: string;
  scopes: readonly string[];
  state: string;
  codeChallenge?: string | undefined;
  accessType?: "online" | "offline" | undefined;
  approvalPrompt?: "auto" | "force" | undefined;
  loginHint?: string | undefined;
  includeGrantedScopes?: boolean | undefined;
}

/** Where to send the user's browser. */
export function authorizationAddress(request: AuthorizationRequest): URL {
  const address = new URL(request.endpoint);
  const parameters: [string, string | undefined][] = [
    ["response_type", "code"],
    ["client_id", request.clientId],
    ["redirect_uri", request.redirectUri],
    ["scope", request.scopes.join(" ")],
    ["state", request.state],
    ["access_type", request.accessType],
    // The word that both Google of today and Leasehold know for it.
    ["prompt", request.approvalPrompt === "force" ? "consent" : undefined],
    ["login_hint", request.loginHint],
    ["include_granted_scopes", request.includeGrantedScopes === true ? "true" : undefined],
    ["code_challenge", request.codeChallenge],
    ["code_challenge_method", request.codeChallenge === undefined ? undefined : "S256"],
  ];
  for (const [name, value] of parameters) {
    if (value !== undefined) address.searchParams.set(name, value);
  }
  return address;
}
