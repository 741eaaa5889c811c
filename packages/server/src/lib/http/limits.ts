const mebibyte = 1024 * 1024;

/** What a server takes at most. */
export const limits = {
  /** A request's body, inflated. */
  bodyBytesMax: 2 * mebibyte,
  /** A batch's body, inflated. */
  batchBytesMax: 32 * mebibyte,
  /** Bodies in memory that are being received or worked on, of all requests together. */
  bufferedBytesMax: 512 * mebibyte,
  /** What is read and thrown away of a body that is too large, so that its sender gets to read the refusal. */
  discardedBytesMax: 64 * mebibyte,
  headerBytesMax: 16 * 1024,
  connectionsMax: 10_000,
  /** From the first byte of a request to the last of its headers. */
  headersTimeoutMs: 20_000,
  /** From the first byte of a request to the last of its body. */
  requestTimeoutMs: 60_000,
  /** How long a connection may wait for its next request. */
  keepAliveTimeoutMs: 75_000,
  /** A connection on which nothing moves in either direction; longer than the longest lease waits. */
  idleTimeoutMs: 120_000,
  /** Answers below this are sent as they are. */
  gzipBytesMin: 1024,
  /** How long a stop waits for the requests that were taken. */
  stopTimeoutMs: 10_000,
  /** How long it then waits for connections to close by themselves. */
  closeTimeoutMs: 1000,
} as const;
