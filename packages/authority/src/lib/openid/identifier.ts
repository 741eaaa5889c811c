import { createHmac, randomBytes } from "node:crypto";
import type { AuthorityContext } from "../context.ts";
import { addSetting, readSetting } from "../settings.ts";
import { identifierPath } from "./addresses.ts";

const settingName = "openid-identifier-key";
const keyBytes = 32;
const idPattern = /^[\w-]{43}$/u;

/**
 * The identifier by which one realm knows a person. Another realm gets another one, so that two sites cannot find out
 * that they have the same visitor; the same realm always gets the same, and nobody else's after the person is gone.
 */
export async function identifierFor(
  context: Pick<AuthorityContext, "database" | "keyring">,
  { origin, userId, realm }: { origin: string; userId: string; realm: string },
): Promise<string> {
  const key = await readKey(context);
  const id = createHmac("sha256", key).update(`${userId}\n${realm}`).digest("base64url");
  return `${origin}${identifierPath}?id=${id}`;
}

/** Says whether a text may be the `id` of an identifier. */
export function isIdentifierId(id: string): boolean {
  return idPattern.test(id);
}

/** The key of this service, made when it is first needed. */
async function readKey(context: Pick<AuthorityContext, "database" | "keyring">): Promise<Buffer> {
  const { keyring } = context;
  let sealed = await readSetting(context, settingName);
  if (sealed === undefined) {
    const key = randomBytes(keyBytes).toString("base64url");
    await addSetting(context, { name: settingName, value: keyring.seal(key, settingName) });
    // Another process may have been quicker: its key is everybody's.
    sealed = await readSetting(context, settingName);
  }
  return Buffer.from(keyring.open(sealed ?? "", settingName), "base64url");
}
