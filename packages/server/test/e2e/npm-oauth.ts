import { OAuth } from "oauth";

/** An access token of consumer.example.com. */
export interface TokenPair {
  token: string;
  secret: string;
}

function newOAuth(url: string): OAuth {
  return new OAuth(
    `${url}/accounts/OAuthGetRequestToken`,
    `${url}/accounts/OAuthGetAccessToken`,
    "consumer.example.com",
    "consumer-secret",
    "1.0A",
    null,
    "HMAC-SHA1",
  );
}

/** Exchanges a request token that came with a sign-in as it is: no secret, no verifier. */
export function exchange(requestToken: string, url: string): Promise<TokenPair> {
  return new Promise((resolve, reject) => {
    newOAuth(url).getOAuthAccessToken(requestToken, "", (error, token, secret) => {
      if (error) reject(new Error(JSON.stringify(error)));
      else resolve({ token, secret });
    });
  });
}

/** Reads the queue images with a signed request and the API key. */
export function readQueue({ token, secret }: TokenPair, url: string): Promise<unknown> {
  const queue = `${url}/taskqueue/v1beta2/projects/acme/taskqueues/images?key=acme-server-key`;
  return new Promise((resolve, reject) => {
    newOAuth(url).get(queue, token, secret, (error, body) => {
      if (error) reject(new Error(JSON.stringify(error)));
      else resolve(JSON.parse(String(body)));
    });
  });
}
