import type { Caller } from "@leasehold/authority";
import type { Claim } from "@leasehold/queue/operation";
import type { ParameterValues } from "../compile/parameter-parser.ts";

/** A call as operations see it. */
export interface OperationCall<Values = ParameterValues, Body = unknown> {
  caller: Caller;
  /** What an operation with `claimsNonce` hands to the store with what it does; undefined when nothing is to be claimed. */
  claim: Claim | undefined;
  /** The path's values before parsing; all parameters after it. */
  values: Values;
  /** The body, read by the method's schema; undefined for a method without one. */
  body: Body;
  /** Aborts when the caller hangs up or the service stops. */
  signal: () => AbortSignal;
}

/** What a method does. One for each method of a discovery document. */
export interface Operation {
  /**
   * True when `run` claims the nonce of a signed request in one transaction with what it does. It is used up before
   * anything else by those that do not.
   */
  claimsNonce?: boolean;
  /** Refuses a caller who may not do this, by the path alone, before query and body are looked at. */
  allow: (call: OperationCall) => void | Promise<void>;
  /** Does it, and answers with the resource to render; undefined for an empty answer. */
  run: (call: OperationCall) => unknown;
}

/** The operations of an API by method id. */
export type Operations = Record<string, Operation>;

/**
 * Types an operation's values and body. The compiler of the discovery document has checked them,
 * so this is the one place where its word is taken for it.
 */
export function defineOperation<Values, Body = undefined>(operation: {
  claimsNonce?: boolean;
  allow: (call: OperationCall<Values, undefined>) => void | Promise<void>;
  run: (call: OperationCall<Values, Body>) => unknown;
}): Operation {
  return operation as unknown as Operation;
}
