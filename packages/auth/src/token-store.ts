import { plainTokens } from "./lib/token-text.ts";
import { tokenFolder } from "./lib/token-folder.ts";

/** What an authorization server gave. */
export interface Tokens {
  accessToken: string;
  /** Of an OAuth 1.0 access token: requests are signed with it. */
  tokenSecret?: string;
  /** When the access token ends, in milliseconds since the epoch; absent when the server did not say. */
  expiresAtMs?: number;
  refreshToken?: string;
  idToken?: string;
  /** What was granted, when the server said. */
  scopes?: string[];
}

/** Keeps tokens, by account: a name that the caller chooses for each user or profile. */
export interface TokenStore {
  load: (account: string) => Promise<Tokens | undefined>;
  save: (account: string, tokens: Tokens) => Promise<void>;
  remove: (account: string) => Promise<void>;
  /** The accounts that have tokens, sorted. */
  accounts: () => Promise<string[]>;
  /**
   * Runs work on an account while nobody else does, in this process or another; without it, several processes with
   * one store may each renew the same tokens.
   */
  exclusively?: <T>(account: string, work: () => Promise<T>) => Promise<T>;
}

/** Keeps tokens until the process ends. */
export function memoryTokenStore(): TokenStore {
  const kept = new Map<string, Tokens>();
  return {
    load: async (account) => structuredClone(kept.get(account)),
    async save(account, tokens) {
      kept.set(account, structuredClone(tokens));
    },
    async remove(account) {
      kept.delete(account);
    },
    accounts: async () => [...kept.keys()].sort(),
  };
}

/**
 * Keeps tokens in a folder that only its owner may enter (0700), one file (0600) an account. A file is replaced
 * by rename, so that no reader meets half of one, and no account's save undoes another's. Processes that share the
 * folder take turns by a lock file for each account.
 *
 * @param options.folder the folder; made at the first save.
 */
export function fileTokenStore(options: { folder: string }): TokenStore {
  return tokenFolder({ folder: options.folder, form: plainTokens() });
}
