import { ConfigurationError } from "@leasehold/authority/configuration-error";
import { invalidValue } from "../api/api-error.ts";

/**
 * Reads a declaration that a caller sent.
 *
 * @throws ApiError 400 with the place that is wrong.
 */
export function readDeclaration<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw declarationError(error);
  }
}

/** A ConfigurationError as the API answers it; anything else as it is. */
export function declarationError(error: unknown): unknown {
  if (!(error instanceof ConfigurationError)) return error;
  return invalidValue(error.message);
}
