import { isDeepStrictEqual } from "node:util";

/** What a change does to a version. */
export type Bump = "major" | "minor" | "patch";

/** One difference between two revisions of a document. */
export interface Change {
  bump: Bump;
  /** Stable name of this kind of change, such as `parameter-removed`. */
  code: string;
  /** What changed, such as `tasks.lease, parameter numTasks`. */
  place: string;
  /** How, as the rest of a sentence that the place begins. */
  text: string;
}

/** A patch when members that say nothing of types differ. */
export function textChanges(
  place: string,
  before: object,
  after: object,
  names: readonly string[],
): Change[] {
  const [old, young] = [before, after] as Record<string, unknown>[];
  return names
    .filter((name) => !isDeepStrictEqual(old?.[name], young?.[name]))
    .map((name) => ({
      bump: "patch",
      code: `${name}-changed`,
      place,
      text: `has another ${name}`,
    }));
}

/** Newly deprecated is a minor change: those who use it should see it. */
export function deprecationChanges(
  place: string,
  before: { deprecated?: boolean },
  after: { deprecated?: boolean },
): Change[] {
  const [old, young] = [before.deprecated ?? false, after.deprecated ?? false];
  if (old === young) return [];
  return young
    ? [{ bump: "minor", code: "deprecated", place, text: "is deprecated" }]
    : [{ bump: "patch", code: "undeprecated", place, text: "is no longer deprecated" }];
}

/** Compares the members of two maps: what is gone, what is new, and what each pair has to say. */
export function memberChanges<Node>(
  maps: { before: Record<string, Node> | undefined; after: Record<string, Node> | undefined },
  say: {
    removed: (name: string, node: Node) => Change[];
    added: (name: string, node: Node) => Change[];
    both: (name: string, before: Node, after: Node) => Change[];
  },
): Change[] {
  const { before = {}, after = {} } = maps;
  return [
    ...Object.entries(before).flatMap(([name, node]) => {
      const other = Object.hasOwn(after, name) ? after[name] : undefined;
      return other === undefined ? say.removed(name, node) : say.both(name, node, other);
    }),
    ...Object.entries(after)
      .filter(([name]) => !Object.hasOwn(before, name))
      .flatMap(([name, node]) => say.added(name, node)),
  ];
}
