import type { FastifyRequest } from "fastify";
import type { AuthorityContext } from "../context.ts";
import type { Consumer } from "./consumer.ts";
import { parameterAbsent } from "./parameter-problem.ts";
import { readSignedToken, type SignedToken } from "./signed-token.ts";
import { verifyIncoming } from "./verify-incoming.ts";
import { tokenRejected, useNonce } from "./verify-request.ts";

/**
 * Verifies a request about an access token that is signed with it, and uses its nonce up.
 *
 * @throws OAuth1Error with the problem's name.
 */
export async function verifySignedToken(
  context: AuthorityContext,
  request: FastifyRequest,
): Promise<{ consumer: Consumer; token: SignedToken }> {
  const { parsed, consumer, token } = await verifyIncoming(
    context,
    request,
    async (signed, signer) => {
      if (signed.token === undefined) {
        throw parameterAbsent("oauth_token", "Send the access token.");
      }
      const found = await readSignedToken(context, signed.token);
      if (found?.consumerKey !== signer.key) throw tokenRejected();
      return found;
    },
  );
  await useNonce(context, parsed);
  return { consumer, token };
}
