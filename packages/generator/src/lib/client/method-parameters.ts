import type {
  DiscoveryDocument,
  DiscoveryParameter,
  MethodEntry,
} from "@leasehold/discovery-document";
import { expressionsOf } from "@leasehold/discovery-document/uri-template";

/**
 * Lists the parameters of a method: those that it declares, in its order, then variables of its path that it does not. A variable of
 * the path is one whatever its declaration says.
 */
export function methodParameters(
  { method }: MethodEntry,
  document: DiscoveryDocument,
): [name: string, node: DiscoveryParameter][] {
  const { parameters = {}, parameterOrder = [] } = method;
  const own = new Map(Object.entries(parameters));
  const shared = new Map(Object.entries(document.parameters ?? {}));
  const order = [...new Set([...parameterOrder.filter((name) => own.has(name)), ...own.keys()])];
  const nodes = new Map(order.map((name) => [name, own.get(name) ?? {}]));
  for (const { operator, names } of expressionsOf(method.path)) {
    for (const name of names) {
      const node = own.get(name) ?? shared.get(name) ?? { type: "string" };
      const isOfQuery = operator === "?" || operator === "&";
      if (!isOfQuery) nodes.set(name, { ...node, location: "path" });
      else if (!own.has(name) && !shared.has(name)) nodes.set(name, node);
    }
  }
  return [...nodes];
}

/** Lists all that a call takes: the parameters of every method too, where the method does not have one of that name. */
export function callParameters(
  entry: MethodEntry,
  document: DiscoveryDocument,
): [name: string, node: DiscoveryParameter][] {
  const own = methodParameters(entry, document);
  const names = new Set(own.map(([name]) => name));
  return [...own, ...standardParameters(document).filter(([name]) => !names.has(name))];
}

/** Lists the parameters of every method. One with a place in paths is needed where a path has it, and belongs to that method. */
export function standardParameters(
  document: DiscoveryDocument,
): [name: string, node: DiscoveryParameter][] {
  return Object.entries(document.parameters ?? {}).map(([name, node]) => {
    const { location, ...rest } = node;
    return [name, location === "path" ? { ...rest, required: false } : node];
  });
}

/** Whether a call must have it. */
export function isRequiredParameter(node: DiscoveryParameter): boolean {
  return node.required === true || node.location === "path";
}
