import { OAuth1Error } from "@leasehold/oauth1/oauth1-error";
import type { ParsedRequest } from "@leasehold/oauth1/parse-request";
import type { AuthorityContext } from "../context.ts";
import type { Endpoint } from "../http/endpoint.ts";
import { secretHash } from "../keyring.ts";
import { newSecret, sameHash } from "../oauth/secrets.ts";
import { issueSignedToken } from "../oauth/tokens.ts";
import type { Consumer } from "./consumer.ts";
import { parameterAbsent, parameterRejected } from "./parameter-problem.ts";
import { findRequestToken, type RequestToken } from "./request-token.ts";
import { signedTokenPurpose } from "./signed-token.ts";
import { verifyIncoming } from "./verify-incoming.ts";
import { tokenRejected, useNonce } from "./verify-request.ts";

/** Exchanges a request token that was allowed for an access token, once (RFC 5849, section 2.3). */
export const getAccessToken: Endpoint = async (context, request, reply) => {
  const { parsed, consumer, token } = await verifyIncoming(context, request, (signed, signer) =>
    requestTokenOf(context, signed, signer),
  );
  await useNonce(context, parsed);
  checkVerifier(token, parsed.verifier);
  const issued = await exchange(context, { consumer, requestToken: token });
  return reply.type("application/x-www-form-urlencoded").send(
    new URLSearchParams({
      oauth_token: issued.token,
      oauth_token_secret: issued.secret,
    }).toString(),
  );
};

async function requestTokenOf(
  context: AuthorityContext,
  { token }: ParsedRequest,
  consumer: Consumer,
): Promise<RequestToken> {
  if (token === undefined) throw parameterAbsent("oauth_token", "Send the request token.");
  const found = await findRequestToken(context, token);
  if (found?.consumerKey !== consumer.key) throw tokenRejected();
  return found;
}

function checkVerifier(requestToken: RequestToken, verifier: string | undefined): void {
  const { grantId, verifierHash } = requestToken;
  if (grantId === undefined) {
    throw new OAuth1Error(
      "permission_denied",
      "The user has not allowed it yet: send the user to the authorize page first.",
    );
  }
  if (verifierHash === undefined) return;
  if (verifier === undefined || verifier === "") {
    throw parameterAbsent("oauth_verifier", "The user's browser brought it to the callback.");
  }
  if (sameHash(secretHash(verifier), verifierHash)) return;
  throw parameterRejected(
    "oauth_verifier",
    "It is not the one that the user's browser brought to the callback.",
  );
}

/** Ends the request token and makes the access token, both or neither. */
async function exchange(
  context: AuthorityContext,
  { consumer, requestToken }: { consumer: Consumer; requestToken: RequestToken },
): Promise<{ token: string; secret: string }> {
  const { database, keyring, now } = context;
  const { tokenHash, scopes } = requestToken;
  const secret = newSecret("tokenSecret");
  const { token, droppedHashes } = await database.transaction().execute(async (transaction) => {
    const used = await transaction
      .deleteFrom("request_tokens")
      .where("token_hash", "=", tokenHash)
      .returning("grant_id")
      .executeTakeFirst();
    const grant = await transaction
      .selectFrom("grants")
      .innerJoin("users", "users.id", "grants.user_id")
      .select(["grants.id", "users.email"])
      .where("grants.id", "=", used?.grant_id ?? "")
      .executeTakeFirst();
    // Somebody was quicker with the same token, or the user took it back.
    if (grant === undefined) throw tokenRejected();
    return issueSignedToken(transaction, {
      owner: {
        grant_id: grant.id,
        code_hash: null,
        client_id: consumer.key,
        application_kind: "oauth-consumer",
        project_id: consumer.projectId,
        subject: grant.email,
      },
      scopes,
      nowMs: now(),
      secretSealed: keyring.seal(secret, signedTokenPurpose),
    });
  });
  for (const hash of droppedHashes) context.forget({ type: "token", tokenHash: hash });
  return { token, secret };
}
