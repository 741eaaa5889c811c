/**
 * Whether a store could not keep what a request was to leave, a nonce for one: nothing was done then, and the same
 * request passes later. What `claim` throws says so by its status.
 */
export function storeIsBusy(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 503;
}

/** Seconds after which to send it again. */
export const busySeconds = 1;

export const busyText = "Nothing was done: try again in a second.";
