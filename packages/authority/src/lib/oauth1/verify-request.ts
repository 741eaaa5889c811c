import { defaultSignatureMethods, parseRequest } from "@leasehold/oauth1/parse-request";
import type { IncomingRequest, ParsedRequest } from "@leasehold/oauth1/parse-request";
import type { SignatureMethod } from "@leasehold/oauth1/credentials";
import { OAuth1Error } from "@leasehold/oauth1/oauth1-error";
import { verifySync } from "@leasehold/oauth1/sync";
import { checkTimestamp } from "@leasehold/oauth1/timestamp";
import type { AuthorityContext } from "../context.ts";
import { whenKnown } from "../when-known.ts";
import type { Consumer } from "./consumer.ts";
import type { Nonce } from "./nonce-store.ts";

/** A token that a request is signed with beside the consumer's own key. */
export interface SigningToken {
  secret: string;
}

/** A request whose signature and time are good. */
export interface VerifiedRequest<Token> {
  parsed: ParsedRequest;
  consumer: Consumer;
  token: Token;
}

const withPlaintext: readonly SignatureMethod[] = [...defaultSignatureMethods, "PLAINTEXT"];

/**
 * Verifies a signed request (RFC 5849, section 3.2), all but its nonce: that is used up by {@link useNonce}, last,
 * so that what is refused costs no write.
 *
 * @param options.request - as it arrived, under our public origin.
 * @param options.findConsumer - looks up a consumer by its key.
 * @param options.findToken - looks up the request's token, or throws `token_rejected`.
 * @returns without a promise when neither look-up needs one.
 * @throws OAuth1Error with the problem's name.
 */
export function verifyRequest<Token extends SigningToken | undefined>(
  context: Pick<AuthorityContext, "now">,
  options: {
    request: IncomingRequest;
    findConsumer: (key: string) => Consumer | undefined | Promise<Consumer | undefined>;
    findToken: (parsed: ParsedRequest, consumer: Consumer) => Token | Promise<Token>;
  },
): VerifiedRequest<Token> | Promise<VerifiedRequest<Token>> {
  const { request, findConsumer, findToken } = options;
  // PLAINTEXT shows the secret to whoever listens.
  const isPrivate = request.url.startsWith("https:");
  const signatureMethods = isPrivate ? withPlaintext : defaultSignatureMethods;
  const parsed = parseRequest(request, { signatureMethods });
  return whenKnown(findConsumer(parsed.consumerKey), (consumer) => {
    if (consumer === undefined) throw unknownConsumer(parsed.consumerKey);
    return whenKnown(findToken(parsed, consumer), (token) => {
      verifySignature(context, { parsed, consumer, token });
      return { parsed, consumer, token };
    });
  });
}

function verifySignature(
  { now }: Pick<AuthorityContext, "now">,
  { parsed, consumer, token }: VerifiedRequest<SigningToken | undefined>,
): void {
  const { secret: consumerSecret, publicKey } = consumer;
  verifySync(parsed, { consumerSecret, publicKey, tokenSecret: token?.secret });
  const { timestampSeconds } = parsed;
  if (timestampSeconds !== undefined) checkTimestamp({ timestampSeconds, nowMs: now() });
}

/** What the request may be sent with once. PLAINTEXT may go without it (RFC 5849, section 3.1). */
export function nonceOf({
  consumerKey,
  token,
  timestampSeconds,
  nonce,
}: ParsedRequest): Nonce | undefined {
  if (nonce === undefined || timestampSeconds === undefined) return undefined;
  return { consumerKey, token, timestampSeconds, nonce };
}

/**
 * Uses the request's nonce up.
 *
 * @throws OAuth1Error `nonce_used`
 */
export async function useNonce(
  context: Pick<AuthorityContext, "nonces">,
  parsed: ParsedRequest,
): Promise<void> {
  const nonce = nonceOf(parsed);
  if (nonce !== undefined && !(await context.nonces.use(nonce))) throw nonceUsedBefore();
}

/** The error of a request that was sent before. */
export function nonceUsedBefore(): OAuth1Error {
  return new OAuth1Error(
    "nonce_used",
    "This request was sent before: sign each one anew, with another nonce.",
  );
}

function unknownConsumer(key: string): OAuth1Error {
  return new OAuth1Error(
    "consumer_key_unknown",
    `No consumer has the key "${key}": register it in the console under API Access, or correct oauth_consumer_key.`,
  );
}

/** The error of a token that is unknown, over, taken back or another consumer's: which of these, nobody is told. */
export function tokenRejected(): OAuth1Error {
  return new OAuth1Error(
    "token_rejected",
    "The token is unknown, was used up or taken back, or belongs to another consumer: ask the user again.",
  );
}
