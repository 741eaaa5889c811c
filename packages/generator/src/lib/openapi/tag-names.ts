import type { DiscoveryDocument, DiscoveryResource } from "@leasehold/discovery-document";

/** Names the tag of each resource. Names of resources may hold a dot, so two paths may read the same. */
export function tagNames(document: DiscoveryDocument): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { path } of resourcesOf(document)) {
    let name = path.join(".");
    while (taken.has(name)) name += "_";
    taken.add(name);
    names.set(tagKey(path), name);
  }
  return names;
}

/** Stands for the path of a resource in {@link tagNames}. */
export function tagKey(path: readonly string[]): string {
  return JSON.stringify(path);
}

/** Lists the resources of a document, each before those in it. */
export function resourcesOf(
  parent: Pick<DiscoveryResource, "resources">,
  path: readonly string[] = [],
): { path: string[]; resource: DiscoveryResource }[] {
  return Object.entries(parent.resources ?? {}).flatMap(([name, resource]) => [
    { path: [...path, name], resource },
    ...resourcesOf(resource, [...path, name]),
  ]);
}
