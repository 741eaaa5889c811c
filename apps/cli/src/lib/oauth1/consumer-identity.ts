import type { Host } from "../host.ts";
import type { Identity } from "../identity.ts";
import { accountOf, openTokens } from "../session.ts";
import type { Settings } from "../settings.ts";
import { consumerApp } from "./consumer-session.ts";
import type { ConsumerSignIn } from "./consumer-sign-in.ts";

/**
 * Who a sign-in by OAuth 1.0 is. The server says what a token is good for, not whose it is: that is known of a hybrid
 * sign-in, and where no token is needed.
 */
export async function consumerIdentity(
  host: Host,
  settings: Settings,
  signIn: ConsumerSignIn,
): Promise<Identity> {
  const application = signIn.consumer.consumerKey;
  if (signIn.type === "two-legged") {
    const { requestor: user, scopes } = signIn;
    return { user, application, scopes, expiresInSeconds: undefined };
  }
  const store = await openTokens(host, signIn);
  const issuer = settings.baseUrl;
  const app = await consumerApp({ signIn, issuer, store, account: accountOf(settings) });
  const { scopes } = await app.info();
  return { user: signIn.user, application, scopes, expiresInSeconds: undefined };
}
