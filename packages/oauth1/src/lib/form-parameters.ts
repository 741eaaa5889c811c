import type { Parameter } from "../base-string.ts";
import { OAuth1Error } from "../oauth1-error.ts";
import { decodeForm } from "./percent-encoding.ts";

/** Characters that a query, a form body or an Authorization header may have. */
export const charactersMax = 65_536;

/** Parameters that a request may have, in all places together. */
export const parametersMax = 1000;

/**
 * Reads `application/x-www-form-urlencoded` text: a query without its `?`, a form body, a token answer. Only `&`
 * separates; empty and repeated parameters are kept in order.
 *
 * @param place what it is, for messages.
 * @throws OAuth1Error parameter_rejected when it cannot be decoded or is beyond a limit.
 */
export function parseForm(text: string, place: string): Parameter[] {
  if (text.length > charactersMax || !text.isWellFormed()) {
    const message = `The ${place} must be Unicode text of at most ${charactersMax} characters.`;
    throw new OAuth1Error("parameter_rejected", message);
  }
  const parameters: Parameter[] = [];
  for (let start = 0; start < text.length;) {
    const ampersand = text.indexOf("&", start);
    const end = ampersand === -1 ? text.length : ampersand;
    if (end > start) parameters.push(parsePair(text.slice(start, end)));
    if (parameters.length > parametersMax) throw tooManyParameters();
    start = end + 1;
  }
  return parameters;
}

/** The error for a request with more than `parametersMax` parameters. */
export function tooManyParameters(): OAuth1Error {
  const message = `A signed request may have ${parametersMax} parameters: send fewer, or other data as JSON.`;
  return new OAuth1Error("parameter_rejected", message);
}

function parsePair(pair: string): Parameter {
  const equals = pair.indexOf("=");
  if (equals === -1) return [decodeForm(pair), ""];
  return [decodeForm(pair.slice(0, equals)), decodeForm(pair.slice(equals + 1))];
}
