/** Why something is not administered. Callers switch on it. */
export type AdministrationErrorCode =
  /** There is no such thing. */
  | "not_found"
  /** There is one of that name already. */
  | "duplicate"
  /** A value is not one that it may have. */
  | "value_invalid"
  /** There are as many as there may be. */
  | "limit_reached"
  /** What is there forbids it: the last owner cannot go. */
  | "refused";

/** Something that an administrator asked for and that is not done. The message says why, and what to do. */
export class AdministrationError extends Error {
  override readonly name = "AdministrationError";
  readonly code: AdministrationErrorCode;

  constructor(code: AdministrationErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
