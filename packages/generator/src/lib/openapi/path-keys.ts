import type { DiscoveryDocument, MethodEntry } from "@leasehold/discovery-document";

/**
 * Gives each method its key under paths. Many methods share verb and `path`, as `v1/{+name}`; with `flatPath` none does. Templates
 * that differ in the names of variables only are one path to OpenAPI, so the first one's names count for all.
 * @returns Keys by method id.
 */
export function pathKeys(
  document: DiscoveryDocument,
  methods: readonly MethodEntry[],
): Map<string, string> {
  const keys = new Map<string, string>();
  const firstOfForm = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, method } of methods) {
    const template = `/${document.servicePath}${method.flatPath ?? method.path}`;
    const key = uniqueVariables(template.replaceAll("{+", "{").replace(/^\/+/, "/"));
    const form = key.replaceAll(/\{[^}]*\}/g, "{}");
    const first = firstOfForm.get(form) ?? key;
    firstOfForm.set(form, first);
    keys.set(id, untaken(first, method.httpMethod, taken));
  }
  return keys;
}

/** Names of the variables of a path key, in its order. */
export function variablesOf(template: string): string[] {
  return [...template.matchAll(/\{\+?([^{}]+)\}/g)].map(([, name = ""]) => name);
}

function uniqueVariables(template: string): string {
  const seen = new Set<string>();
  return template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    let unique = name;
    for (let count = 2; seen.has(unique); count += 1) unique = `${name}${count}`;
    seen.add(unique);
    return `{${unique}}`;
  });
}

/** No public document has two methods of one verb and path; should one come, a fragment keeps both. */
function untaken(key: string, verb: string, taken: Set<string>): string {
  let result = key;
  for (let count = 2; taken.has(`${verb} ${result}`); count += 1) result = `${key}#${count}`;
  taken.add(`${verb} ${result}`);
  return result;
}
