import { AuthError } from "../auth-error.ts";

const answerTimeoutMs = 30_000;

/**
 * Fetches an address, and reads the answer whole.
 *
 * @throws AuthError token_endpoint_unreachable when it does not answer, or takes longer than 30 seconds.
 */
export async function fetchText(
  address: string,
  { fetch, ...init }: RequestInit & { fetch: typeof globalThis.fetch },
): Promise<{ response: Response; text: string }> {
  try {
    const signal = AbortSignal.timeout(answerTimeoutMs);
    const response = await fetch(address, { ...init, signal });
    return { response, text: await response.text() };
  } catch (cause) {
    throw new AuthError(
      "token_endpoint_unreachable",
      `Cannot reach ${address}: check the address and that the server runs.`,
      { cause },
    );
  }
}
