import { join, resolve } from "node:path";
import { keyOf } from "./lib/keychain.ts";
import { withLock } from "./lib/lock-file.ts";
import { tokenFolder } from "./lib/token-folder.ts";
import { plainTokens, sealedTokens } from "./lib/token-text.ts";
import type { TokenStore } from "./token-store.ts";

/** A token store, and whether the keychain guards it. */
export interface OpenedTokenStore {
  store: TokenStore;
  guardedBy: "keychain" | "file permissions";
  /** Why not the keychain, as a sentence for people; absent when it does. */
  reason?: string;
}

/**
 * Keeps tokens as `fileTokenStore` does, and sealed (AES-256-GCM) with a key that lies in the system's keychain:
 * Keychain on macOS, Credential Manager on Windows, the Secret Service (gnome-keyring, KWallet, KeePassXC) on Linux.
 * The keychain is asked once, when the store is opened; it may ask the user to unlock it. Needs the package
 * `@napi-rs/keyring`, an optional peer.
 *
 * Where there is no keychain the store is a `fileTokenStore`, and `reason` says why. Tokens that were sealed before
 * stay closed then: `keychain_unavailable`. Tokens in the clear are read in either case, and sealed at the next save.
 *
 * @param options.folder the folder; made at once.
 * @throws AuthError `token_store_locked` or `token_store_unwritable`.
 */
export async function openKeychainTokenStore(options: {
  folder: string;
}): Promise<OpenedTokenStore> {
  const folder = resolve(options.folder);
  // The first of several processes makes the key, the others find it.
  const key = await withLock(join(folder, "keychain.lock"), () => keyOf(folder));
  if ("reason" in key) {
    const { reason } = key;
    return {
      store: tokenFolder({ folder, form: plainTokens(reason) }),
      guardedBy: "file permissions",
      reason,
    };
  }
  return { store: tokenFolder({ folder, form: sealedTokens(key) }), guardedBy: "keychain" };
}
