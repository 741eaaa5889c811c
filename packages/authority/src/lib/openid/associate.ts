import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { countAttempt } from "../attempts.ts";
import type { EndpointContext } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import {
  type AssociationType,
  isAssociationType,
  newAssociation,
  sharedSeconds,
} from "./association.ts";
import { exchange } from "./diffie-hellman.ts";
import { type Field, type Fields, required } from "./message.ts";
import { OpenIdError } from "./openid-error.ts";

/** Associations for one address in {@link windowMs}: some sites ask for one with each sign-in. */
const associationsPerAddressMax = 1000;
const windowMs = 10 * 60 * 1000;

/** The hash of an exchange covers the secret byte by byte: each is for secrets of one length. */
const exchanges: ReadonlyMap<string, { hash: "sha1" | "sha256"; type: AssociationType }> = new Map([
  ["DH-SHA1", { hash: "sha1", type: "HMAC-SHA1" }],
  ["DH-SHA256", { hash: "sha256", type: "HMAC-SHA256" }],
]);

/**
 * Gives a site a secret to verify answers with (OpenID Authentication 2.0, section 8).
 *
 * @throws OpenIdError, with `error_code` `unsupported-type` and what to ask for instead where that helps.
 */
export async function associate(
  context: EndpointContext,
  request: FastifyRequest,
  message: Fields,
): Promise<Field[]> {
  const type = required(message, "assoc_type");
  const session = required(message, "session_type");
  const offered = exchanges.get(session);
  const isPrivate = originOf(context, request).startsWith("https:");
  const isPlain = session === "no-encryption" && isPrivate;
  const isOffered = isPlain || offered?.type === type;
  if (!isAssociationType(type) || !isOffered) throw unsupported(session);
  await limit(context, request);
  const { handle, secret } = newAssociation(context, { kind: "shared", type });
  return [
    ["assoc_handle", handle],
    ["session_type", session],
    ["assoc_type", type],
    ["expires_in", String(sharedSeconds)],
    ...(offered === undefined ? plain(secret) : encrypted(secret, offered.hash, message)),
  ];
}

function plain(secret: Buffer): Field[] {
  return [["mac_key", secret.toString("base64")]];
}

/** The secret under what both sides of an exchange know (section 8.2.3). */
function encrypted(secret: Buffer, hash: "sha1" | "sha256", message: Fields): Field[] {
  const { serverPublic, shared } = exchange({
    modulus: message.get("dh_modulus"),
    generator: message.get("dh_gen"),
    consumerPublic: required(message, "dh_consumer_public"),
  });
  const pad = createHash(hash).update(shared).digest();
  const hidden = Buffer.from(secret.map((byte, index) => byte ^ (pad[index] ?? 0)));
  return [
    ["dh_server_public", serverPublic],
    ["enc_mac_key", hidden.toString("base64")],
  ];
}

async function limit(context: EndpointContext, request: FastifyRequest): Promise<void> {
  const attempt = await countAttempt(context, {
    subject: `openid-associate:${request.ip}`,
    limit: associationsPerAddressMax,
    windowMs,
  });
  if (attempt.allowed) return;
  throw new OpenIdError(
    `There were more than ${associationsPerAddressMax} associations for this address in ten minutes. Keep one for its lifetime, or ask with check_authentication.`,
    { status: 429, retryAfterSeconds: attempt.retryAfterSeconds },
  );
}

function unsupported(session: string): OpenIdError {
  const why =
    session === "no-encryption"
      ? "A secret is not sent in the clear: no-encryption needs an https address."
      : "There are HMAC-SHA1 with DH-SHA1, HMAC-SHA256 with DH-SHA256, and both with no-encryption.";
  return new OpenIdError(why, {
    fields: {
      error_code: "unsupported-type",
      session_type: "DH-SHA256",
      assoc_type: "HMAC-SHA256",
    },
  });
}
