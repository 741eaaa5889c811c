import { createPrivateKey } from "node:crypto";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { readText } from "../read-text.ts";

/**
 * Reads the RSA key of a consumer.
 *
 * @throws CliError that says what the file holds in its place.
 */
export async function readKeyFile(path: string): Promise<string> {
  const text = await readText(path);
  const found = otherThan(text);
  if (found === undefined) return text;
  throw new CliError(
    exitCodes.usage,
    `${path} ${found}: give the RSA private key of the consumer's certificate, in PEM, without a passphrase.`,
  );
}

/** What a text is that is no such key. */
function otherThan(text: string): string | undefined {
  try {
    const { asymmetricKeyType } = createPrivateKey(text);
    return asymmetricKeyType === "rsa" ? undefined : `holds a key of type ${asymmetricKeyType}`;
  } catch {
    if (/^-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(text)) return "needs a passphrase";
    const [, label] = /^-----BEGIN ([A-Z0-9 ]+)-----/m.exec(text) ?? [];
    if (label === "CERTIFICATE") return "holds a certificate";
    if (label?.endsWith("PUBLIC KEY") === true) return "holds a public key";
    return label === undefined ? "is no PEM file" : "holds a key that cannot be read";
  }
}
