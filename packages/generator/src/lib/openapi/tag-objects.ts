import type { DiscoveryResource } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";
import type { TagObject } from "./document.ts";
import { extensionsOf } from "./extensions.ts";

/** Makes a tag of each resource, named by its path from the root, such as `projects.queues`. */
export function tagObjects({ document }: OpenApiContext): TagObject[] {
  return tagsBelow(document, "");
}

function tagsBelow(resource: Pick<DiscoveryResource, "resources">, prefix: string): TagObject[] {
  return Object.entries(resource.resources ?? {}).flatMap(([name, child]) => [
    { name: `${prefix}${name}`, ...extensionsOf(child, ["methods", "resources"]) },
    ...tagsBelow(child, `${prefix}${name}.`),
  ]);
}
