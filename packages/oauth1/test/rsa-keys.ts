import { generateKeyPairSync, sign } from "node:crypto";
import { derTags, encodeDer } from "../src/lib/der.ts";
import {
  readPrivateKey,
  readPublicKey,
  type RsaPrivateKey,
  type RsaPublicKey,
} from "../src/rsa-key.ts";

/** A fresh RSA key pair in every form that the package reads. */
export interface RsaKeys {
  privateKey: RsaPrivateKey;
  publicKey: RsaPublicKey;
  pem: { pkcs8: string; pkcs1: string; spki: string; pkcs1Public: string; certificate: string };
}

export function makeRsaKeys(modulusLength = 2048): RsaKeys {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength });
  const pkcs8 = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const spki = publicKey.export({ type: "spki", format: "pem" }).toString();
  const body = certificateBody(publicKey.export({ type: "spki", format: "der" }));
  const signature = encodeDer(
    derTags.bitString,
    Uint8Array.of(0),
    sign("sha256", body, privateKey),
  );
  const certificate = encodeDer(derTags.sequence, body, sha256WithRsa, signature);
  return {
    privateKey: readPrivateKey(pkcs8),
    publicKey: readPublicKey(spki),
    pem: {
      pkcs8,
      pkcs1: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
      spki,
      pkcs1Public: publicKey.export({ type: "pkcs1", format: "pem" }).toString(),
      certificate: pemOf("CERTIFICATE", certificate),
    },
  };
}

export function pemOf(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

const derNull = Uint8Array.of(0x05, 0x00);
const sha256WithRsa = encodeDer(
  derTags.sequence,
  encodeDer(derTags.objectIdentifier, Buffer.from("2a864886f70d01010b", "hex")),
  derNull,
);

function certificateBody(spki: Uint8Array): Uint8Array {
  const integer = (...bytes: number[]) => encodeDer(derTags.integer, Uint8Array.from(bytes));
  const time = (text: string) => encodeDer(0x17, Buffer.from(text));
  const commonName = encodeDer(derTags.objectIdentifier, Buffer.from("550403", "hex"));
  const attribute = encodeDer(
    derTags.sequence,
    commonName,
    encodeDer(0x0c, Buffer.from("rsa.example.com")),
  );
  const name = encodeDer(derTags.sequence, encodeDer(0x31, attribute));
  const validity = encodeDer(derTags.sequence, time("260101000000Z"), time("360101000000Z"));
  const version = encodeDer(0xa0, integer(2));
  return encodeDer(
    derTags.sequence,
    version,
    integer(7),
    sha256WithRsa,
    name,
    validity,
    name,
    spki,
  );
}
