import type { AuthorityDatabase } from "./database/database.ts";
import type { Keyring } from "./keyring.ts";

/** What every part of the authority works with; made once, passed in. */
export interface AuthorityContext {
  database: AuthorityDatabase;
  keyring: Keyring;
  /** Milliseconds since the epoch. */
  now: () => number;
  /**
   * The origin that a request reached us by (issuer, links, redirects), such as `https://queues.example.com`:
   * one of the public URLs, or the loopback origin when none is configured; undefined for any other Host.
   */
  originOf: (host: string | undefined) => string | undefined;
  /** Forgets what was remembered of tokens, grants, services and ACLs, because a row changed. */
  forget: (what: Forgettable) => void;
  /** Writes the audit log. Never holds a secret. */
  audit: (entry: {
    actor: string;
    action: string;
    target: string;
    detail?: unknown;
  }) => Promise<void>;
}

/** What a change makes stale. */
export type Forgettable =
  | { type: "token"; tokenHash: string }
  | { type: "grant"; grantId: string }
  | { type: "everything" };
