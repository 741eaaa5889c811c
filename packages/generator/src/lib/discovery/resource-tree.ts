import type { DiscoveryMethod, DiscoveryResource } from "@leasehold/discovery-document";
import type { OpenApiDocument, OperationObject, TagObject } from "../openapi/document.ts";
import { membersOf } from "./members.ts";
import { methodNode } from "./method-node.ts";
import type { MethodContext } from "./method-node.ts";

/** Builds the tree of resources from the tags, and puts the methods in it. */
export function resourceTree(
  document: OpenApiDocument,
  context: MethodContext,
): Pick<DiscoveryResource, "methods" | "resources"> {
  const root: DiscoveryResource = {};
  const byTag = new Map<string, DiscoveryResource>();
  for (const tag of document.tags ?? []) byTag.set(tag.name, placeResource(root, tag));
  for (const [key, { parameters: _shared, ...operations }] of Object.entries(document.paths)) {
    for (const [verb, operation] of Object.entries(operations)) {
      if (operation["x-google-uploadOf"] !== undefined) continue;
      const [tag] = operation.tags ?? [];
      const resource = tag === undefined ? root : (byTag.get(tag) ?? root);
      const method = methodNode(operation, { key, verb }, context);
      put((resource.methods ??= {}), methodName(operation), method);
    }
  }
  return root;
}

/** Tags come in the order of the tree: a resource before those in it. */
function placeResource(root: DiscoveryResource, tag: TagObject): DiscoveryResource {
  const path = (tag["x-google-resourcePath"] as string[] | undefined) ?? tag.name.split(".");
  let parent = root;
  for (const name of path.slice(0, -1)) {
    parent = parent.resources?.[name] ?? parent;
  }
  const resource = membersOf(tag, ["resourcePath"]) as DiscoveryResource;
  put((parent.resources ??= {}), path.at(-1) ?? "", resource);
  return resource;
}

function methodName(operation: OperationObject): string {
  const name = operation["x-google-methodName"] as string | undefined;
  return name ?? operation.operationId.split(".").at(-1) ?? "";
}

/** A resource or a method may have any name, `__proto__` too, which an assignment would not make a member of. */
function put<Node extends DiscoveryResource | DiscoveryMethod>(
  nodes: Record<string, Node>,
  name: string,
  node: Node,
): void {
  Object.defineProperty(nodes, name, {
    value: node,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
