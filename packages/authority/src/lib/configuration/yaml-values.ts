import { normalizeEmail } from "../users/find-user.ts";
import { readList, scalarValue, wrongAt, type YamlMap, type YamlPlace } from "./yaml-place.ts";

/**
 * The entry of a map that must be there.
 *
 * @throws ConfigurationError `value_missing`
 */
export function required<K extends string>(map: YamlMap<K>, key: K): YamlPlace {
  const place: YamlPlace | undefined = (map as YamlMap<string>)[key];
  if (place !== undefined && scalarValue(place) !== null) return place;
  const path = map.place.path === "" ? key : `${map.place.path}.${key}`;
  throw wrongAt({ ...map.place, ...place, path }, "value_missing", `${key} is missing.`);
}

/** Reads an entry when it is there and not empty. */
export function optional<T>(
  place: YamlPlace | undefined,
  read: (place: YamlPlace) => T,
): T | undefined {
  return place === undefined || scalarValue(place) === null ? undefined : read(place);
}

const textLengthMax = 4096;

/** Reads a text that is not empty. */
export function readText(place: YamlPlace): string {
  const value = scalarValue(place);
  if (typeof value === "number" || typeof value === "boolean") {
    throw wrongAt(place, "wrong_type", "This must be text: put it in quotes.");
  }
  if (typeof value !== "string") throw wrongAt(place, "wrong_type", "This must be text.");
  if (value === "" || value.length > textLengthMax) {
    throw wrongAt(place, "value_invalid", `This must be text of 1 to ${textLengthMax} characters.`);
  }
  return value;
}

/** The longest name for people, in characters. */
export const nameLengthMax = 200;

/** Reads a name for people: no line breaks or other control characters. */
export function readName(place: YamlPlace): string {
  const name = readText(place).trim();
  if (name === "" || name.length > nameLengthMax || /\p{Cc}/u.test(name)) {
    throw wrongAt(
      place,
      "value_invalid",
      `This must be a name of 1 to ${nameLengthMax} characters, without line breaks.`,
    );
  }
  return name;
}

/** Reads a list of at most so many items. */
export function readShortList<T>(
  itemsMax: number,
  read: (item: YamlPlace) => T,
): (place: YamlPlace | undefined) => T[] {
  return (place) => {
    const items = readList(place, read);
    if (place !== undefined && items.length > itemsMax) {
      throw wrongAt(place, "value_invalid", `There may be at most ${itemsMax} of these.`);
    }
    return items;
  };
}

/** Reads a text that fits a pattern; `what` completes "This must be …". */
export function readPattern(pattern: RegExp, what: string): (place: YamlPlace) => string {
  return (place) => {
    const text = readText(place);
    if (!pattern.test(text)) throw wrongAt(place, "value_invalid", `This must be ${what}.`);
    return text;
  };
}

/** Reads one of a few words. */
export function readWord<const W extends string>(words: readonly W[]): (place: YamlPlace) => W {
  return (place) => {
    const text = readText(place);
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) {
      throw wrongAt(place, "value_invalid", `This must be one of ${words.join(", ")}.`);
    }
    return word;
  };
}

export function readBoolean(place: YamlPlace): boolean {
  const value = scalarValue(place);
  if (typeof value !== "boolean") {
    throw wrongAt(place, "wrong_type", "This must be true or false.");
  }
  return value;
}

/** Reads a whole number from `min` to `max`. */
export function readInteger(range: { min: number; max: number }): (place: YamlPlace) => number {
  return (place) => {
    const value = scalarValue(place);
    if (typeof value !== "number") throw wrongAt(place, "wrong_type", "This must be a number.");
    if (!Number.isInteger(value) || value < range.min || value > range.max) {
      throw wrongAt(
        place,
        "value_invalid",
        `This must be a whole number from ${range.min} to ${range.max}.`,
      );
    }
    return value;
  };
}

/** Reads an e-mail address, in lower case. */
export function readEmail(place: YamlPlace): string {
  const email = normalizeEmail(readText(place));
  if (email.length > 254 || !/^[^\s@,]+@[^\s@,]+$/u.test(email)) {
    throw wrongAt(place, "value_invalid", "This must be an e-mail address.");
  }
  return email;
}

/** Reads a domain such as `example.com`, in lower case. */
export function readDomain(place: YamlPlace): string {
  const domain = readText(place).toLowerCase();
  if (!/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/u.test(domain)) {
    throw wrongAt(place, "value_invalid", "This must be a domain, such as example.com.");
  }
  return domain;
}

/**
 * Refuses two entries of the same name.
 *
 * @throws ConfigurationError `duplicate`
 */
export function refuseDuplicates<T>(
  entries: readonly { value: T; place: YamlPlace }[],
  nameOf: (value: T) => string,
): void {
  const seen = new Map<string, YamlPlace>();
  for (const { value, place } of entries) {
    const name = nameOf(value);
    const before = seen.get(name);
    if (before !== undefined) {
      // The name is not told: of an API key it is the secret.
      throw wrongAt(place, "duplicate", `The same is there already: ${before.path}.`);
    }
    seen.set(name, place);
  }
}
