import { randomInt } from "node:crypto";

/** A random number of so many digits, the first not 0: ids of people and accounts (21), numbers of projects (12). */
export function randomDigits(length: number): string {
  const others = Array.from({ length: length - 1 }, () => randomInt(10));
  return [randomInt(1, 10), ...others].join("");
}
