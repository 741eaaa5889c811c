import type { Caller } from "@leasehold/authority";
import type { Claim } from "@leasehold/queue/operation";
import type { AnswerWriter } from "../compile/answer-writer.ts";
import type { MethodPlan } from "../compile/method-plan.ts";
import type { ParameterValues } from "../compile/parameter-parser.ts";
import type { ApiRequest } from "./exchange.ts";

/** A request on its way: each step reads what the steps before it found out. */
export interface Call {
  request: ApiRequest;
  /** Made by `route`. */
  plan: MethodPlan | undefined;
  /** Path values by `route`, the others by `parse`. */
  values: ParameterValues;
  query: URLSearchParams | undefined;
  /** The body without its gzip; undefined until it was needed. */
  bytes: Buffer | undefined;
  /** A form body of a method that takes its parameters so, or one with credentials in it. */
  form: URLSearchParams | undefined;
  caller: Caller | undefined;
  /** The nonce that the operation claims. */
  claim: Claim | undefined;
  body: unknown;
  /** Writes the answer; made by `parse`, undefined for a method with an empty answer. */
  write: AnswerWriter | undefined;
}
