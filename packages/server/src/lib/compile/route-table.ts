/** A template that was matched, with the path's values for its variables in order. */
interface RouteMatch<Target> {
  target: Target;
  /** Still percent-encoded. */
  captured: string[];
}

/** Finds what a verb and a path lead to. */
export interface RouteTable<Target> {
  add: (route: { verb: string; template: string; target: Target }) => void;
  find: (verb: string, path: string) => RouteMatch<Target> | undefined;
}

interface Node<Target> {
  literals: Map<string, Node<Target>>;
  variable: Node<Target> | undefined;
  targets: Map<string, Target>;
}

const variableSegment = /^\{[A-Za-z0-9_]+\}$/;

/** The names of a template's variables, in order. */
export function variablesOf(template: string): string[] {
  return template
    .split("/")
    .filter((segment) => variableSegment.test(segment))
    .map((segment) => segment.slice(1, -1));
}

/** Makes an empty table: a tree of path segments, where a literal goes before a variable. */
export function createRouteTable<Target>(): RouteTable<Target> {
  const root = emptyNode<Target>();
  return {
    add({ verb, template, target }) {
      let node = root;
      for (const segment of template.split("/").slice(1)) node = descend(node, segment, template);
      if (node.targets.has(verb)) throw new Error(`Two methods are at ${verb} ${template}.`);
      node.targets.set(verb, target);
    },
    find(verb, path) {
      const segments = path.split("/");
      // A slash after the last segment changes nothing.
      if (segments.length > 2 && segments.at(-1) === "") segments.pop();
      const captured: string[] = [];
      // The first segment is the empty text before the leading slash.
      const target = match({ node: root, segments, at: 1, verb, captured });
      return target === undefined ? undefined : { target, captured };
    },
  };
}

function emptyNode<Target>(): Node<Target> {
  return { literals: new Map(), variable: undefined, targets: new Map() };
}

function descend<Target>(node: Node<Target>, segment: string, template: string): Node<Target> {
  if (variableSegment.test(segment)) return (node.variable ??= emptyNode());
  if (segment.includes("{")) {
    throw new Error(`The path ${template} cannot be routed: a variable must be a whole segment.`);
  }
  const next = node.literals.get(segment) ?? emptyNode<Target>();
  node.literals.set(segment, next);
  return next;
}

function match<Target>(search: {
  node: Node<Target>;
  segments: string[];
  at: number;
  verb: string;
  captured: string[];
}): Target | undefined {
  const { node, segments, at, verb, captured } = search;
  if (at === segments.length) return node.targets.get(verb);
  const segment = segments[at]!;
  const literal = node.literals.get(segment);
  if (literal !== undefined) {
    const found = match({ node: literal, segments, at: at + 1, verb, captured });
    if (found !== undefined) return found;
  }
  if (node.variable === undefined || segment === "") return undefined;
  const length = captured.push(segment);
  const found = match({ node: node.variable, segments, at: at + 1, verb, captured });
  if (found === undefined) captured.length = length - 1;
  return found;
}
