import { randomBytes } from "node:crypto";
import type * as keyringLibrary from "@napi-rs/keyring";

const keyBytes = 32;
const service = "leasehold";

/**
 * The key that a folder's tokens are sealed with, from the system's keychain; made there at the first use. Not to be
 * asked for by two processes at once: each would make one.
 *
 * @param folder the folder's absolute path, which the keychain shows as the name of the account.
 * @returns the key, or why there is none.
 */
export async function keyOf(folder: string): Promise<Uint8Array | { reason: string }> {
  let library: typeof keyringLibrary;
  try {
    library = await import("@napi-rs/keyring");
  } catch (error) {
    return {
      reason: `The keychain needs the package @napi-rs/keyring, which cannot be loaded here (${messageOf(error)}).`,
    };
  }
  try {
    return await readOrMake(library, folder);
  } catch (error) {
    return { reason: `The system's keychain cannot be used here (${messageOf(error)}).` };
  }
}

async function readOrMake(library: typeof keyringLibrary, folder: string): Promise<Uint8Array> {
  // On Linux the library would take the kernel's keyring otherwise, which forgets everything when the machine stops.
  const entry = new library.AsyncEntry(service, folder, { linux: { store: "secret-service" } });
  const kept = await entry.getSecret();
  if (kept?.length === keyBytes) return Uint8Array.from(kept);
  if (kept !== null) throw new Error(`its entry for ${folder} is not ours`);
  const made = randomBytes(keyBytes);
  await entry.setSecret(made);
  return made;
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n")[0]?.trim() ?? "";
}
