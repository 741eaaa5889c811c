import type { OpenApiContext } from "./context.ts";
import type { TagObject } from "./document.ts";
import { emptyMembers, extensionsOf } from "./extensions.ts";
import { resourcesOf, tagKey } from "./tag-names.ts";

/** Makes a tag of each resource, named by its path from the root, such as `projects.queues`. */
export function tagObjects({ document, tagNames }: OpenApiContext): TagObject[] {
  return resourcesOf(document).map(({ path, resource }) => {
    const name = tagNames.get(tagKey(path)) ?? "";
    const isPath = tagKey(name.split(".")) === tagKey(path);
    return {
      name,
      ...(isPath ? {} : { "x-google-resourcePath": path }),
      ...emptyMembers(resource, ["methods", "resources"]),
      ...extensionsOf(resource, ["methods", "resources"]),
    };
  });
}
