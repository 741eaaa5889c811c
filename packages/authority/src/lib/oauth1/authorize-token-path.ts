/** The page on which a person allows what an OAuth 1.0 consumer asks for. */
export const authorizeTokenPath = "/accounts/OAuthAuthorizeToken";
