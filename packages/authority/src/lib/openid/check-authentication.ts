import type { AuthorityContext } from "../context.ts";
import { isSigned, openAssociation } from "./association.ts";
import { type Field, type Fields, required } from "./message.ts";
import { nonceSeconds } from "./response-nonce.ts";

/**
 * Tells a site that keeps no associations whether an answer is ours (OpenID Authentication 2.0, section 11.4.2): once
 * for each answer, and never for one that a site can verify by itself.
 */
export async function checkAuthentication(
  context: Pick<AuthorityContext, "keyring" | "now" | "nonces">,
  message: Fields,
): Promise<Field[]> {
  const handle = required(message, "assoc_handle");
  const nonce = required(message, "response_nonce");
  required(message, "sig");
  required(message, "signed");
  const association = openAssociation(context, { kind: "private", handle });
  const signed = new Map(message).set("mode", "id_res");
  const isValid =
    association !== undefined &&
    isSigned(association, signed) &&
    (await context.nonces.use({
      consumerKey: "openid",
      token: handle,
      timestampSeconds: nonceSeconds(nonce),
      nonce,
    }));
  const stale = message.get("invalidate_handle");
  const isStale =
    stale !== undefined &&
    openAssociation(context, { kind: "shared", handle: stale }) === undefined;
  const answer: Field[] = [["is_valid", String(isValid)]];
  return isStale ? [...answer, ["invalidate_handle", stale]] : answer;
}
