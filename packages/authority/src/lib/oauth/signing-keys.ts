import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { exportJWK, type JWK, SignJWT, type JWTPayload } from "jose";
import type { AuthorityContext } from "../context.ts";
import { selfSignedCertificate } from "./self-signed-certificate.ts";

/** The keys that sign id_tokens. All are published: one follows another, and each is known to clients before it signs. */
export interface SigningKeys {
  sign(payload: JWTPayload): Promise<string>;
  /** The public keys, newest first; the first use makes one. */
  published(): Promise<PublishedKey[]>;
}

interface PublishedKey {
  kid: string;
  jwk: JWK;
  certificatePem: string;
}

const keySealPurpose = "signing-key";
const certificateYears = 10;

/** Clients keep the published keys for an hour, some for longer: a new key signs when it has been published for a day. */
const publishedAheadMs = 24 * 60 * 60 * 1000;

/** Opens the signing keys that the database keeps. */
export function openSigningKeys(
  context: Pick<AuthorityContext, "database" | "keyring" | "now">,
): SigningKeys {
  // Opening and parsing a private key for each token would cost more than signing.
  const opened = new Map<string, KeyObject>();
  let firstKey: Promise<void> | undefined;

  async function rows() {
    const query = context.database
      .selectFrom("signing_keys")
      .selectAll()
      .orderBy("created_at_ms", "desc")
      .orderBy("kid");
    let found = await query.execute();
    if (found.length === 0) {
      firstKey ??= makeKey(context).finally(() => (firstKey = undefined));
      await firstKey;
      found = await query.execute();
    }
    return found;
  }

  return {
    async sign(payload) {
      const found = await rows();
      const knownBeforeMs = context.now() - publishedAheadMs;
      const signing = found.find((row) => row.created_at_ms <= knownBeforeMs) ?? found.at(-1);
      if (signing === undefined) throw new Error("A signing key was made and is not there.");
      const { kid } = signing;
      let key = opened.get(kid);
      if (key === undefined) {
        key = createPrivateKey(context.keyring.open(signing.private_key_sealed, keySealPurpose));
        opened.set(kid, key);
      }
      return new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid, typ: "JWT" }).sign(key);
    },
    async published() {
      return (await rows()).map((row) => ({
        kid: row.kid,
        jwk: JSON.parse(row.public_jwk) as JWK,
        certificatePem: row.certificate_pem,
      }));
    },
  };
}

/** A key follows after this long. */
const keyAgeMs = 90 * 24 * 60 * 60 * 1000;

/** A key that has been followed stays published this long, for what it signed: id_tokens live an hour. */
const followedMs = 2 * publishedAheadMs;

/**
 * Makes the key that follows one that is 90 days old, and drops keys that were followed two days ago. Run it now and then.
 *
 * @returns how many keys went.
 */
export async function renewSigningKeys(
  context: Pick<AuthorityContext, "database" | "keyring" | "now">,
): Promise<number> {
  const { database, now } = context;
  const [newest, ...older] = await database
    .selectFrom("signing_keys")
    .select(["kid", "created_at_ms"])
    .orderBy("created_at_ms", "desc")
    .execute();
  if (newest === undefined) return 0;
  if (newest.created_at_ms <= now() - keyAgeMs) {
    await makeKey(context);
    return 0;
  }
  if (older.length === 0 || newest.created_at_ms > now() - followedMs) return 0;
  const kids = older.map((row) => row.kid);
  await database.deleteFrom("signing_keys").where("kid", "in", kids).execute();
  return kids.length;
}

async function makeKey(
  context: Pick<AuthorityContext, "database" | "keyring" | "now">,
): Promise<void> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
  });
  const kid = randomBytes(20).toString("hex");
  const nowMs = context.now();
  const notAfter = new Date(nowMs);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + certificateYears);
  const certificate = selfSignedCertificate({
    privateKey,
    publicKey,
    name: "Leasehold id_token signing key",
    serial: Buffer.concat([Buffer.from([1]), randomBytes(15)]),
    notBefore: new Date(nowMs),
    notAfter,
  });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" };
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  await context.database
    .insertInto("signing_keys")
    .values({
      kid,
      private_key_sealed: context.keyring.seal(pem, keySealPurpose),
      public_jwk: JSON.stringify(jwk),
      certificate_pem: certificate,
      created_at_ms: nowMs,
    })
    .execute();
}
