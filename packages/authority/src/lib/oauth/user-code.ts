import { randomInt } from "node:crypto";
import { secretHash } from "../keyring.ts";

// RFC 8628, section 6.1: consonants only, so that no word comes about and no letter is taken for a digit.
const letters = "BCDFGHJKLMNPQRSTVWXZ";
const codeLength = 8;
const half = codeLength / 2;
const codeForm = new RegExp(`^[${letters}]{${codeLength}}$`, "u");

/** Makes a code that a person types in, such as `WDJB-MJHT`: 34 bits, guarded by a limit on tries. */
export function newUserCode(): string {
  const code = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join(
    "",
  );
  return `${code.slice(0, half)}-${code.slice(half)}`;
}

/**
 * The code as it was shown, however it was typed: in small letters, without the dash, with spaces.
 *
 * @returns undefined for what cannot be a code.
 */
export function readUserCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s\p{Pd}._]/gu, "");
  if (!codeForm.test(code)) return undefined;
  return `${code.slice(0, half)}-${code.slice(half)}`;
}

/** What the database keeps of it. */
export function userCodeHash(userCode: string): string {
  return secretHash(`user-code\n${userCode}`);
}
