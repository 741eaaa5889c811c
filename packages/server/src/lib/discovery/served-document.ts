import { addressOf } from "@leasehold/discovery-document/address";
import type { DiscoveryMethod, DiscoveryResource } from "@leasehold/discovery-document";
import { type ApiDefinition, scopesOf } from "../compile/compile-api.ts";
import type { ConsumerScope } from "../compile/method-plan.ts";

/** A document's text as served: at our own address, with the scopes that are enforced. */
export function servedDocument(
  api: ApiDefinition,
  { origin, setting }: { origin: string; setting: ConsumerScope },
): string {
  const { document } = api;
  const rootUrl = `${origin}/`;
  const served = {
    ...document,
    ...withScopes(document, (method) => scopesOf(api, method, setting)),
    rootUrl,
    baseUrl: `${rootUrl}${addressOf(document).servicePath}`,
  };
  return `${JSON.stringify(served, undefined, 2)}\n`;
}

function withScopes(
  resource: DiscoveryResource,
  scopes: (method: DiscoveryMethod) => readonly string[],
): DiscoveryResource {
  const { methods, resources } = resource;
  const result: DiscoveryResource = { ...resource };
  if (methods !== undefined) {
    result.methods = mapValues(methods, (method) => ({ ...method, scopes: [...scopes(method)] }));
  }
  if (resources !== undefined) {
    result.resources = mapValues(resources, (child) => withScopes(child, scopes));
  }
  return result;
}

function mapValues<Value>(
  record: Record<string, Value>,
  change: (value: Value) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
