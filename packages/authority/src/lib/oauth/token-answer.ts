/** A successful answer of the token endpoint (RFC 6749, section 5.1). */
export interface TokenAnswer {
  access_token: string;
  expires_in: number;
  token_type: "Bearer";
  scope: string;
  refresh_token?: string;
  id_token?: string;
  /** Of a token exchange (RFC 8693, section 2.2.1). */
  issued_token_type?: string;
}
