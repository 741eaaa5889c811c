/** What a server takes at most. */
export const limits = {
  /** A request's body, inflated: 2 MiB. */
  bodyBytesMax: 2_097_152,
  /** A batch's body, inflated: 32 MiB. */
  batchBytesMax: 33_554_432,
  /** Bodies in memory that are being received or worked on, of all requests together: 512 MiB. */
  bufferedBytesMax: 536_870_912,
  /** What is read and thrown away of a body that is too large, so that its sender gets to read the refusal: 64 MiB. */
  discardedBytesMax: 67_108_864,
  headerBytesMax: 16_384,
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
