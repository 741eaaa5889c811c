import { isKnownScope } from "../scopes.ts";
import type { DelegationDeclaration } from "./declarations.ts";
import { readDomain, readText, refuseDuplicates, required } from "./yaml-values.ts";
import { readList, readMap, wrongAt, type YamlPlace } from "./yaml-place.ts";

/** Reads one entry of `delegations`. */
export function readDelegation(place: YamlPlace): DelegationDeclaration {
  const map = readMap(place, ["domain", "client", "scopes"]);
  const domain = readDomain(required(map, "domain"));
  const client = readText(required(map, "client"));
  const list = required(map, "scopes");
  const scopes = readList(list, (item) => {
    const scope = readText(item);
    if (!isKnownScope(scope)) throw wrongAt(item, "value_invalid", "There is no such scope.");
    return { value: scope, place: item };
  });
  if (scopes.length === 0)
    throw wrongAt(list, "value_missing", "There must be at least one scope.");
  refuseDuplicates(scopes, (scope) => scope);
  return { domain, client, scopes: scopes.map((scope) => scope.value) };
}
