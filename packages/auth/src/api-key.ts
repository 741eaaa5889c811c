import { type Credential, credentialOf, type RequestHeadersSource } from "./auth.ts";

/**
 * Sends an API key beside a credential, in `X-Goog-Api-Key`. A key names the application's project; it never
 * authorizes a call by itself.
 *
 * @param source the credential that authorizes the call.
 * @param key the API key, from the console under API Access.
 */
export function withApiKey(source: Credential | RequestHeadersSource, key: string): Credential {
  const credential = credentialOf(source);
  return {
    async authorize(request) {
      const authorized = await credential.authorize(request);
      authorized.headers.set("x-goog-api-key", key);
      return authorized;
    },
    ...(credential.refused !== undefined && { refused: credential.refused }),
  };
}
