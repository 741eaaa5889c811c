import type { AuthorityDatabase } from "./database/database.ts";
import type { WriteTogether } from "./database/write-together.ts";
import type { Keyring } from "./keyring.ts";
import type { NonceStore } from "./oauth1/nonce-store.ts";

/** What every part of the authority works with; made once, passed in. */
export interface AuthorityContext {
  database: AuthorityDatabase;
  /** For what is written often and by many at once. */
  writeTogether: WriteTogether;
  keyring: Keyring;
  /** Those of OAuth 1.0 requests and of OpenID answers. */
  nonces: NonceStore;
  /** Milliseconds since the epoch. */
  now: () => number;
  /**
   * The origin that a request reached us by (issuer, links, redirects), such as `https://queues.example.com`:
   * one of the public URLs, or the loopback origin when none is configured; undefined for any other Host.
   * Without a Host it is the first of them.
   */
  originOf: (host: string | undefined) => string | undefined;
  /**
   * Forgets what was remembered of tokens, grants, services and ACLs, because a row changed.
   * Call it after the change is committed.
   */
  forget: (what: Forgettable) => void;
  /** Writes the audit log. Never holds a secret. */
  audit: (entry: AuditEntry) => Promise<void>;
  logger: AuthorityLogger;
}

/** Who makes a change. */
export interface Agent {
  /** A user's or service account's e-mail, or `configuration` for a file applied at start. */
  actor: string;
  /** The id of the application that it was done with; left out for a page of ours. */
  application?: string;
}

/** One line of the audit log: who did what to what. */
export interface AuditEntry extends Agent {
  /** A short name with a dot, such as `queue-acl.set`. */
  action: string;
  /** What it was done to: an id, an e-mail, `project/queue`. */
  target: string;
  /** The id of the project that it belongs to. */
  project?: string;
  /** Anything JSON can hold that is no secret. */
  detail?: unknown;
}

/** Where the authority says what it did. No message ever holds a secret. */
export interface AuthorityLogger {
  info: (message: string) => void;
  warn: (message: string) => void;
  error: (message: string) => void;
}

/** What a change makes stale. */
export type Forgettable =
  | { type: "token"; tokenHash: string }
  | { type: "grant"; grantId: string }
  | { type: "everything" };
