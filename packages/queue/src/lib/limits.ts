/** What the engine keeps in memory and hands to the store at once. */
export interface QueueLimits {
  /** Operations in one batch. */
  batchOperationsMax: number;
  /** Payload, as base64, inserted by one batch; one operation is always taken. */
  batchBytesMax: number;
  /** Tasks that the leases of one batch may ask for; one lease is always taken. */
  batchLeasedTasksMax: number;
  /** Operations waiting for a batch; one more is answered `overloaded`. */
  waitingOperationsMax: number;
  /** Payload, as base64, waiting for a batch; more is answered `overloaded`. */
  waitingBytesMax: number;
  /** Leases waiting for a task; one more is answered `overloaded`. */
  waitingLeasesMax: number;
}

export const defaultLimits: QueueLimits = {
  batchOperationsMax: 512,
  batchBytesMax: 4 * 1024 * 1024,
  batchLeasedTasksMax: 1000,
  waitingOperationsMax: 20_000,
  waitingBytesMax: 256 * 1024 * 1024,
  waitingLeasesMax: 10_000,
};
