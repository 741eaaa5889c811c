import { parseForm } from "./lib/form-parameters.ts";

/** One place where two base strings differ. */
export interface BaseStringDifference {
  /** The last one where both sides have the same parameters, and have written them differently. */
  part: "method" | "scheme" | "host" | "path" | "parameter" | "encoding or order";
  /** Of a parameter. */
  name?: string;
  /** Decoded, but for the encoding; undefined where the signer has none. */
  ours: string | undefined;
  /** Decoded, but for the encoding; undefined where the verifier has none. */
  theirs: string | undefined;
}

interface Parts {
  method: string;
  scheme: string;
  host: string;
  path: string;
  /** Decoded values by name, sorted. */
  parameters: ReadonlyMap<string, readonly string[]>;
}

const shownCharacters = 40;

/**
 * Says where two base strings (RFC 5849, 3.4.1) differ: method, scheme, host with port, path, and each parameter. With
 * none, both sides signed the same text, and the secrets or keys differ.
 *
 * @param ours the base string of the signer.
 * @param theirs the one that the verifier computed and showed.
 * @returns undefined when either is no base string.
 */
export function baseStringDifferences(
  ours: string,
  theirs: string,
): BaseStringDifference[] | undefined {
  const [mine, other] = [partsOf(ours), partsOf(theirs)];
  if (mine === undefined || other === undefined) return undefined;
  const differences: BaseStringDifference[] = [];
  for (const part of ["method", "scheme", "host", "path"] as const) {
    if (mine[part] !== other[part]) {
      differences.push({ part, ours: mine[part], theirs: other[part] });
    }
  }
  differences.push(...parameterDifferences(mine.parameters, other.parameters));
  if (differences.length === 0 && ours !== theirs) differences.push(writtenApart(ours, theirs));
  return differences;
}

/**
 * The differences for people, one line each; a single line when there are none.
 *
 * @param differences as `baseStringDifferences` found them.
 */
export function describeDifferences(differences: readonly BaseStringDifference[]): string[] {
  if (differences.length === 0) {
    return [
      "Both sides signed the same text: the consumer's secret or key, or the token's secret, is not the one that the server has.",
    ];
  }
  return differences.map(({ part, name, ours, theirs }) => {
    const what = name === undefined ? part : `parameter ${name}`;
    return `${what}: signed here ${shown(ours)}, computed by the server ${shown(theirs)}`;
  });
}

function shown(text: string | undefined): string {
  return text === undefined ? "without it" : JSON.stringify(text);
}

function partsOf(baseString: string): Parts | undefined {
  const pieces = baseString.split("&");
  const [method, uri, parameters] = pieces.map(decoded);
  if (pieces.length !== 3 || method === undefined || uri === undefined) return undefined;
  const [, scheme, host, path] = /^([a-z]+):\/\/([^/]*)(\/.*)$/s.exec(uri) ?? [];
  if (scheme === undefined || host === undefined || path === undefined) return undefined;
  const byName = parameters === undefined ? undefined : parametersOf(parameters);
  return byName && { method, scheme, host, path, parameters: byName };
}

function parametersOf(text: string): Map<string, string[]> | undefined {
  const byName = new Map<string, string[]>();
  try {
    // A base string has no `+` of its own: it is a space in a form only.
    for (const [name, value] of parseForm(text.replaceAll("+", "%2B"), "base string")) {
      byName.set(name, [...(byName.get(name) ?? []), value].sort());
    }
  } catch {
    return undefined;
  }
  return byName;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The values that only one side has, in pairs as far as both sides have some. */
function parameterDifferences(
  ours: Parts["parameters"],
  theirs: Parts["parameters"],
): BaseStringDifference[] {
  const names = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return names.flatMap((name) => {
    const [left, right] = [ours.get(name) ?? [], theirs.get(name) ?? []];
    const [onlyOurs, onlyTheirs] = [without(left, right), without(right, left)];
    const length = Math.max(onlyOurs.length, onlyTheirs.length);
    return Array.from({ length }, (_, index): BaseStringDifference => {
      return { part: "parameter", name, ours: onlyOurs[index], theirs: onlyTheirs[index] };
    });
  });
}

/** Those values that are not among the others, each as often as it is too many. */
function without(values: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return values.filter((value) => {
    const index = left.indexOf(value);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
}

/** Where two texts begin to differ that say the same. */
function writtenApart(ours: string, theirs: string): BaseStringDifference {
  const texts = [decoded(ours), decoded(theirs)];
  const [mine = ours, other = theirs] = texts[0] === texts[1] ? [] : texts;
  let start = 0;
  while (mine[start] === other[start] && start < mine.length) start += 1;
  const end = start + shownCharacters;
  return {
    part: "encoding or order",
    ours: mine.slice(start, end),
    theirs: other.slice(start, end),
  };
}
