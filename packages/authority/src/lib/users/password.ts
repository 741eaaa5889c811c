import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** The longest password that is accepted, in UTF-16 code units: hashing a longer one would only cost time. */
export const passwordLengthMax = 1024;

/** The shortest password that people may take. */
export const passwordLengthMin = 10;

/** What is wrong with a password that somebody wants to take; undefined when nothing is. */
export function passwordFault(password: string): string | undefined {
  if (password.length >= passwordLengthMin && password.length <= passwordLengthMax)
    return undefined;
  return `Give a password of ${passwordLengthMin} to ${passwordLengthMax} characters.`;
}

interface Cost {
  N: number;
  r: number;
  p: number;
}

// 32 MiB and three passes: what OWASP's password storage guidance sets against N = 2^17, p = 1, at a quarter of the memory.
const cost: Cost = { N: 2 ** 15, r: 8, p: 3 };
const saltBytes = 16;
const hashBytes = 32;

/**
 * Hashes a password with scrypt (RFC 7914).
 *
 * @param password - 1 to {@link passwordLengthMax} characters.
 * @returns `scrypt$N$r$p$salt$hash`, salt and hash in base64url.
 * @throws TypeError when the password is empty or too long.
 */
export async function hashPassword(password: string): Promise<string> {
  if (password.length === 0 || password.length > passwordLengthMax) {
    throw new TypeError(`A password has 1 to ${passwordLengthMax} characters.`);
  }
  const salt = randomBytes(saltBytes);
  const hash = await derive({ password, salt, cost, length: hashBytes });
  const { N, r, p } = cost;
  return `scrypt$${N}$${r}$${p}$${salt.toString("base64url")}$${hash.toString("base64url")}`;
}

/**
 * Compares a password with a stored hash in constant time.
 *
 * @param stored - what `hashPassword` gave; null or undefined (no such user, no password yet) takes as long and answers false.
 */
export async function verifyPassword(
  password: string,
  stored: string | null | undefined,
): Promise<boolean> {
  if (password.length === 0 || password.length > passwordLengthMax) return false;
  const parsed = parse(stored);
  const salt = parsed?.salt ?? Buffer.alloc(saltBytes);
  const expected = parsed?.hash ?? Buffer.alloc(hashBytes);
  const actual = await derive({
    password,
    salt,
    cost: parsed?.cost ?? cost,
    length: expected.length,
  });
  return timingSafeEqual(actual, expected) && parsed !== undefined;
}

function parse(
  stored: string | null | undefined,
): { cost: Cost; salt: Buffer; hash: Buffer } | undefined {
  if (stored === null || stored === undefined) return undefined;
  const [scheme, N, r, p, salt, hash] = stored.split("$");
  if (scheme !== "scrypt" || salt === undefined || hash === undefined) {
    throw new Error("A stored password hash is not of the form scrypt$N$r$p$salt$hash.");
  }
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, "base64url"),
    hash: Buffer.from(hash, "base64url"),
  };
}

function derive(options: {
  password: string;
  salt: Buffer;
  cost: Cost;
  length: number;
}): Promise<Buffer> {
  const { N, r, p } = options.cost;
  // scrypt needs 128 · r · (N + p) bytes; Node's default limit of 32 MiB is just below.
  const maxmem = 128 * r * (N + p) + 1024 * 1024;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  // The same password typed on two systems may differ in its Unicode form.
  const text = options.password.normalize("NFKC");
  scrypt(text, options.salt, options.length, { N, r, p, maxmem }, (error, key) => {
    if (error === null) resolve(key);
    else reject(error);
  });
  return promise;
}
