import type { ParsedRequest } from "@leasehold/oauth1/parse-request";
import type { FastifyRequest } from "fastify";
import type { AuthorityContext } from "../context.ts";
import { originOf } from "../http/origin.ts";
import { formText } from "../http/parameters.ts";
import { type Consumer, readConsumer } from "./consumer.ts";
import { type SigningToken, type VerifiedRequest, verifyRequest } from "./verify-request.ts";

/**
 * Verifies a request to one of our own addresses as its consumer signed it: under our public origin, with path and
 * query as they were sent. Its nonce is left to be used up.
 *
 * @param findToken - looks up the request's token, or throws `token_rejected`.
 * @throws OAuth1Error with the problem's name.
 */
export async function verifyIncoming<Token extends SigningToken | undefined>(
  context: AuthorityContext,
  request: FastifyRequest,
  findToken: (parsed: ParsedRequest, consumer: Consumer) => Token | Promise<Token>,
): Promise<VerifiedRequest<Token>> {
  return verifyRequest(context, {
    request: {
      method: request.method,
      url: `${originOf(context, request)}${request.url}`,
      authorization: request.headers.authorization,
      form: formText(request),
    },
    findConsumer: (key) => readConsumer(context, key),
    findToken,
  });
}
