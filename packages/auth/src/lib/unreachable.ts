import { AuthError } from "../auth-error.ts";

/** The error for an address that does not answer. */
export function unreachable(address: string, cause: unknown): AuthError {
  return new AuthError(
    "token_endpoint_unreachable",
    `Cannot reach ${address}: check the address and that the server runs.`,
    { cause },
  );
}
