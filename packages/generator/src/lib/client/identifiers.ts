/** Gives names that are identifiers and that nothing else in a file has. */
export interface Identifiers {
  /** Takes the wanted name, or the nearest free one. */
  take(wanted: string): string;
}

/** @param reserved - Names that are taken from the start. */
export function createIdentifiers(reserved: Iterable<string>): Identifiers {
  const taken = new Set(reserved);
  return {
    take(wanted) {
      let name = wanted.replaceAll(/[^A-Za-z0-9_$]/g, "_");
      if (!/^[A-Za-z_$]/.test(name)) name = `_${name}`;
      while (taken.has(name)) name += "_";
      taken.add(name);
      return name;
    },
  };
}

/** Words that no type may be named by, beside those that a file uses itself. */
export const reservedTypeNames: readonly string[] = `
  any bigint boolean never null number object string symbol undefined unknown
  void break case catch class const continue debugger default delete do
  else enum export extends false finally for function if implements import
  in instanceof interface let new package private protected public return static
  super switch this throw true try type typeof var while with
  yield abstract arguments as asserts async await constructor declare eval get global infer
  intrinsic is keyof module namespace of out readonly require satisfies set type unique
  using
`
  .trim()
  .split(/\s+/);

/** Joins words to a name that begins each with a capital letter: `projects`, `queues` is `ProjectsQueues`. */
export function pascalCase(...words: string[]): string {
  return words
    .flatMap((word) => word.split(/[^A-Za-z0-9]+/))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** Writes the name of a property, in quotes where it needs them. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : JSON.stringify(name);
}
