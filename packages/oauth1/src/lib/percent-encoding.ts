import { OAuth1Error } from "../oauth1-error.ts";

const reserved = /[^\w.~-]/;
const keptByPlatform = /[!'()*]/;

/** Encodes everything but letters, digits, `-`, `.`, `_` and `~`, in upper-case hex of UTF-8 (RFC 5849, 3.6). */
export function percentEncode(text: string): string {
  if (!reserved.test(text)) return text;
  // fetch sends lone surrogates as U+FFFD, so that is what must be signed.
  const encoded = encodeURIComponent(text.isWellFormed() ? text : text.toWellFormed());
  if (!keptByPlatform.test(encoded)) return encoded;
  return encoded.replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `percentEncode(percentEncode(text))`, as parameters are in a base string (RFC 5849, 3.4.1.1). */
export function percentEncodeTwice(text: string): string {
  return reserved.test(text) ? percentEncode(text).replaceAll("%", "%25") : text;
}

/**
 * Decodes a name or value of an Authorization header, where `+` is itself (RFC 5849, 3.5.1).
 *
 * @throws OAuth1Error parameter_rejected when it is not percent-encoded UTF-8.
 */
export function decodePercent(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    const message = `"${text}" is not percent-encoded UTF-8: encode each byte as %XX.`;
    throw new OAuth1Error("parameter_rejected", message, { parameters: [text], cause });
  }
}

/**
 * Decodes a name or value of a query or form, where `+` is a space (RFC 5849, 3.4.1.3.1).
 *
 * @throws OAuth1Error parameter_rejected when it is not percent-encoded UTF-8.
 */
export function decodeForm(text: string): string {
  return decodePercent(text.includes("+") ? text.replaceAll("+", " ") : text);
}
