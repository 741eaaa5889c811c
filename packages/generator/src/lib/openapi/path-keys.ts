import type { DiscoveryDocument, MethodEntry } from "@leasehold/discovery-document";

/**
 * Gives each method its key under paths, and each way to upload its own. Many methods share verb and `path`, as `v1/{+name}`; with
 * `flatPath` none does. Templates that differ in the names of variables only are one path to OpenAPI, so the first one's names
 * count for all.
 * @returns Keys by method id, and by {@link uploadKey}.
 */
export function pathKeys(
  document: DiscoveryDocument,
  methods: readonly MethodEntry[],
): Map<string, string> {
  const keys = new Map<string, string>();
  const firstOfForm = new Map<string, string>();
  const taken = new Set<string>();
  const take = (id: string, verb: string, template: string) => {
    const form = template.replaceAll(/\{[^}]*\}/g, "{}");
    const first = firstOfForm.get(form) ?? template;
    firstOfForm.set(form, first);
    keys.set(id, untaken(first, verb, taken));
  };
  for (const { id, method } of methods) {
    take(id, method.httpMethod, flatTemplate(document.servicePath, method));
  }
  for (const { id, method } of methods) {
    for (const [protocol, { path }] of Object.entries(method.mediaUpload?.protocols ?? {})) {
      take(uploadKey(id, protocol), method.httpMethod, flatTemplate("", { path }));
    }
  }
  return keys;
}

/** The path of a method from the server's root, with plain variables that each have a name of their own. */
export function flatTemplate(
  servicePath: string,
  { flatPath, path }: { flatPath?: string; path: string },
): string {
  const template = `/${servicePath}${flatPath ?? path}`;
  return uniqueVariables(template.replaceAll("{+", "{").replace(/^\/+/, "/"));
}

/** Stands for one way to upload the media of a method. */
export function uploadKey(methodId: string, protocol: string): string {
  return `${methodId} ${protocol}`;
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
