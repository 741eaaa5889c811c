import {
  type DiscoveryDocument,
  type DiscoveryMethod,
  methodsOf,
} from "@leasehold/discovery-document";
import type { Operations } from "../api/operation.ts";
import { compileMethod, type ConsumerScope, type MethodPlan } from "./method-plan.ts";
import { createRouteTable, type RouteTable } from "./route-table.ts";

/** A discovery document and what its methods do. */
export interface ApiDefinition {
  document: DiscoveryDocument;
  operations: Operations;
  /** The service that callers' projects must have switched on; left out, there is no switch. */
  service?: string;
  /** A method's scopes when a setting decides them; left out, they are the document's. */
  scopesOf?: (method: DiscoveryMethod, setting: ConsumerScope) => readonly string[];
}

/**
 * Compiles the routes of all APIs into one table.
 *
 * @throws Error when a document has a method that no operation does: that is found at start, not at the first call.
 */
export function compileApis(apis: readonly ApiDefinition[]): RouteTable<MethodPlan> {
  const table = createRouteTable<MethodPlan>();
  for (const api of apis) {
    const { document, operations, service } = api;
    for (const entry of methodsOf(document)) {
      const operation = operations[entry.id];
      if (operation === undefined) {
        throw new Error(`The document ${document.id} has ${entry.id}, but no operation does it.`);
      }
      const target = compileMethod({
        document,
        entry,
        service,
        scopes: {
          "read-only": scopesOf(api, entry.method, "read-only"),
          consume: scopesOf(api, entry.method, "consume"),
        },
        operation,
      });
      table.add({ verb: target.verb, template: target.template, target });
    }
  }
  return table;
}

/** The scopes that are enforced for a method under a setting. */
export function scopesOf(
  api: Pick<ApiDefinition, "scopesOf">,
  method: DiscoveryMethod,
  setting: ConsumerScope,
): readonly string[] {
  return api.scopesOf?.(method, setting) ?? method.scopes ?? [];
}
