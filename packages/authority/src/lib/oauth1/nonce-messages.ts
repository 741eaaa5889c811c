import type { NonceGroup } from "./nonce-file.ts";

/** What the thread of the nonces is asked. */
export type NonceRequest =
  | { type: "write"; batch: readonly NonceGroup[] }
  | { type: "sweep"; nowMs: number }
  | { type: "close" };

/** What it answers, in the order of the requests. */
export type NonceAnswer = { known: string[] } | { swept: number } | { failure: string };
