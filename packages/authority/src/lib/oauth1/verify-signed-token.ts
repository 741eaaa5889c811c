import { OAuth1Error } from "@leasehold/oauth1/oauth1-error";
import type { FastifyRequest } from "fastify";
import type { AuthorityContext } from "../context.ts";
import { type Consumer, readConsumer } from "./consumer.ts";
import { incomingRequest } from "./incoming-request.ts";
import { readSignedToken, type SignedToken } from "./signed-token.ts";
import { tokenRejected, useNonce, verifyRequest } from "./verify-request.ts";

/**
 * Verifies a request about an access token that is signed with it, and uses its nonce up.
 *
 * @throws OAuth1Error with the problem's name.
 */
export async function verifySignedToken(
  context: AuthorityContext,
  request: FastifyRequest,
): Promise<{ consumer: Consumer; token: SignedToken }> {
  const { parsed, consumer, token } = await verifyRequest(context, {
    request: incomingRequest(context, request),
    findConsumer: (key) => readConsumer(context, key),
    findToken: async (signed, signer) => {
      if (signed.token === undefined) throw tokenAbsent();
      const found = await readSignedToken(context, signed.token);
      if (found?.consumerKey !== signer.key) throw tokenRejected();
      return found;
    },
  });
  await useNonce(context, parsed);
  return { consumer, token };
}

function tokenAbsent(): OAuth1Error {
  return new OAuth1Error("parameter_absent", "oauth_token is missing. Send the access token.", {
    parameters: ["oauth_token"],
  });
}
