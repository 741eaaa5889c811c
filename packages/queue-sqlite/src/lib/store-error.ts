/** Why the store could not do something. Callers switch on it. */
export type QueueStoreErrorCode =
  /** Another process, or another store of this one, has the file open. */
  | "store_locked"
  /** A newer Leasehold wrote the file. */
  | "schema_too_new"
  /** The file cannot be opened, or is no data file. */
  | "store_unreadable"
  /** The batch could not be committed: nothing of it may be believed. */
  | "store_failed"
  /** The store was closed, or its thread ended. */
  | "store_closed";

/** The one error of the embedded store. */
export class QueueStoreError extends Error {
  override readonly name = "QueueStoreError";
  readonly code: QueueStoreErrorCode;

  constructor(code: QueueStoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
