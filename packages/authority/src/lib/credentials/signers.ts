import type { ParsedRequest } from "@leasehold/oauth1/parse-request";
import type { Caller } from "../../authority.ts";
import type { AuthorityContext } from "../context.ts";
import { secretHash } from "../keyring.ts";
import type { Memory, RememberedSignedToken } from "../memory.ts";
import { type Consumer, consumerCaller, readConsumer } from "../oauth1/consumer.ts";
import { notDelegated, readRequestor } from "../oauth1/requestor.ts";
import { readSignedToken } from "../oauth1/signed-token.ts";
import { tokenRejected } from "../oauth1/verify-request.ts";
import { whenKnown } from "../when-known.ts";

/** Who may have signed a request, from memory when it is there. */
export interface Signers {
  findConsumer: (key: string) => Consumer | undefined | Promise<Consumer | undefined>;
  /** The token that the request names, if it names one. @throws OAuth1Error `token_rejected` */
  findToken: (
    parsed: ParsedRequest,
    consumer: Consumer,
  ) => RememberedSignedToken | undefined | Promise<RememberedSignedToken>;
  /** Whom a consumer acts as without a token. @throws OAuth1Error `permission_denied` */
  findCaller: (consumer: Consumer, email: string) => Caller | Promise<Caller>;
}

/** A longer one is none of ours. */
const tokenLengthMax = 200;

export function createSigners(context: AuthorityContext, memory: Memory): Signers {
  const findToken: Signers["findToken"] = ({ token }, consumer) => {
    if (token === undefined) return undefined;
    if (token.length > tokenLengthMax) throw tokenRejected();
    const tokenHash = secretHash(token);
    const read = async (): Promise<RememberedSignedToken | undefined> => {
      const found = await readSignedToken(context, token);
      if (found?.consumerKey !== consumer.key) return undefined;
      return { ...found, caller: consumerCaller(consumer, found) };
    };
    const found = memory.signedTokens.get(tokenHash) ?? memory.signedTokens.load(tokenHash, read);
    return whenKnown(found, (known) => {
      if (known?.consumerKey !== consumer.key) throw tokenRejected();
      return known;
    });
  };

  const findCaller: Signers["findCaller"] = (consumer, email) => {
    const pair = `${consumer.key} ${email}`;
    const read = async (): Promise<Caller | undefined> => {
      const requestor = await readRequestor(context, { consumerKey: consumer.key, email });
      return requestor && consumerCaller(consumer, requestor);
    };
    return whenKnown(memory.requestors.get(pair) ?? memory.requestors.load(pair, read), (known) => {
      if (known === undefined) throw notDelegated(consumer.key);
      return known;
    });
  };

  return {
    findConsumer: (key) =>
      memory.consumers.get(key) ?? memory.consumers.load(key, () => readConsumer(context, key)),
    findToken,
    findCaller,
  };
}
