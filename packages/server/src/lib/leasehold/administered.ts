import {
  AdministrationError,
  type AdministrationErrorCode,
} from "@leasehold/authority/administration-error";
import { ConfigurationError } from "@leasehold/authority/configuration-error";
import { type ApiError, duplicate, invalidValue, notFound } from "../api/api-error.ts";
import { defineOperation, type Operation, type OperationCall } from "../api/operation.ts";

const errors: Record<AdministrationErrorCode, (message: string) => ApiError> = {
  not_found: (message) => notFound(`Not Found. ${message}`),
  duplicate,
  value_invalid: (message) => invalidValue(`Invalid value. ${message}`),
  limit_reached: invalidValue,
  refused: invalidValue,
};

/** An operation on what the authority administers: what that refuses is answered in the API's words. */
export function administers<Values, Body = undefined>(operation: {
  allow: (call: OperationCall<Values, undefined>) => void | Promise<void>;
  run: (call: OperationCall<Values, Body>) => Promise<unknown>;
}): Operation {
  return defineOperation<Values, Body>({
    allow: operation.allow,
    async run(call) {
      try {
        return await operation.run(call);
      } catch (error) {
        throw errorOf(error);
      }
    },
  });
}

function errorOf(error: unknown): unknown {
  if (error instanceof AdministrationError) return errors[error.code](error.message);
  if (!(error instanceof ConfigurationError)) return error;
  // The authority's words begin with the field, or with the sentence when what is wrong is no single one.
  const message =
    error.path === "" ? error.message : `Invalid value for the field ${error.message}`;
  return error.code === "duplicate" ? duplicate(message) : invalidValue(message);
}
