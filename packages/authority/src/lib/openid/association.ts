import { createHmac, randomBytes } from "node:crypto";
import type { AuthorityContext } from "../context.ts";
import { sameHash } from "../oauth/secrets.ts";
import { isWritable, keyValueForm } from "./key-value-form.ts";
import type { Field, Fields } from "./message.ts";

/** How an association signs (OpenID Authentication 2.0, section 6.2). */
export type AssociationType = "HMAC-SHA1" | "HMAC-SHA256";

/** Known to one site, which verifies answers by itself, or to nobody but us, who are asked about each answer. */
type AssociationKind = "shared" | "private";

/** A secret that answers are signed with. */
export interface Association {
  handle: string;
  type: AssociationType;
  secret: Buffer;
}

/** The lifetime of a shared association, in seconds. */
export const sharedSeconds: number = 14 * 24 * 60 * 60;
/** How long a site may ask about an answer, in seconds: no longer than its nonce is remembered. */
const privateSeconds = 600;

const hashes = { "HMAC-SHA1": "sha1", "HMAC-SHA256": "sha256" } as const;
const secretBytes = { "HMAC-SHA1": 20, "HMAC-SHA256": 32 } as const;
const handleLengthMax = 255;
const unsigned: ReadonlySet<string> = new Set(["signed", "sig"]);

/** Says whether a name is that of an association type. */
export function isAssociationType(name: string): name is AssociationType {
  return Object.hasOwn(hashes, name);
}

/**
 * Makes an association. Its handle is the secret itself, sealed, with its kind and its end: nothing is kept, so that
 * whoever asks for many fills nothing, and each server that has the key file knows all of them, after a restart too.
 */
export function newAssociation(
  context: Pick<AuthorityContext, "keyring" | "now">,
  { kind, type }: { kind: AssociationKind; type: AssociationType },
): Association {
  const secret = randomBytes(secretBytes[type]);
  const lifetimeSeconds = kind === "shared" ? sharedSeconds : privateSeconds;
  const endSeconds = Math.floor(context.now() / 1000) + lifetimeSeconds;
  const text = JSON.stringify([type, secret.toString("base64url"), endSeconds]);
  return { handle: context.keyring.seal(text, purposeOf(kind)), type, secret };
}

/** Opens a handle; undefined for one that we did not make, that is of the other kind, or that has expired. */
export function openAssociation(
  context: Pick<AuthorityContext, "keyring" | "now">,
  { kind, handle }: { kind: AssociationKind; handle: string },
): Association | undefined {
  if (handle.length > handleLengthMax || !/^[\w-]+$/u.test(handle)) return undefined;
  let text: string;
  try {
    text = context.keyring.open(handle, purposeOf(kind));
  } catch {
    return undefined;
  }
  // What opens under the key was written above.
  const [type, secret, endSeconds] = JSON.parse(text) as [AssociationType, string, number];
  if (endSeconds * 1000 <= context.now()) return undefined;
  return { handle, type, secret: Buffer.from(secret, "base64url") };
}

/** Signs fields in their order (section 6.1): base64. */
export function sign({ type, secret }: Association, fields: Iterable<Field>): string {
  return createHmac(hashes[type], secret).update(keyValueForm(fields), "utf8").digest("base64");
}

/**
 * Says whether a message is signed by an association: all of it. A field beside what `signed` lists would be taken for
 * ours by a site that does not look.
 */
export function isSigned(association: Association, message: Fields): boolean {
  const names = (message.get("signed") ?? "").split(",");
  const listed = new Set(names);
  const isWhole = [...message.keys()].every((name) => listed.has(name) || unsigned.has(name));
  if (!isWhole || listed.size !== names.length) return false;
  const fields: Field[] = [];
  for (const name of names) {
    const value = message.get(name);
    if (value === undefined || !isWritable(name, value)) return false;
    fields.push([name, value]);
  }
  // As text: base64 has more than one spelling, and an answer has one signature.
  return sameHash(sign(association, fields), message.get("sig") ?? "");
}

function purposeOf(kind: AssociationKind): string {
  return `openid-association-${kind}`;
}
