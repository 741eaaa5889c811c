import type { MethodEntry } from "@leasehold/discovery-document";
import { expressionsOf } from "@leasehold/discovery-document/uri-template";
import type { TemplateExpression } from "@leasehold/discovery-document/uri-template";

/**
 * Gives each method its key under paths, and each way to upload its own. Many methods share verb and `path`, as `v1/{+name}`; with
 * `flatPath` none does. Templates that differ in the names of variables only are one path to OpenAPI, so the first one's names
 * count for all.
 * @returns Keys by method id, and by {@link uploadKey}.
 */
export function pathKeys(
  servicePath: string,
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
    take(id, method.httpMethod, flatTemplate(servicePath, method));
  }
  for (const { id, method } of methods) {
    for (const [protocol, { path }] of Object.entries(method.mediaUpload?.protocols ?? {})) {
      take(uploadKey(id, protocol), method.httpMethod, flatTemplate("", { path }));
    }
  }
  return keys;
}

/**
 * The path of a method from the server's root, with plain variables that each have a name of their own. What the template has for the
 * query is not in it: see {@link queryOf}.
 */
export function flatTemplate(
  servicePath: string,
  { flatPath, path }: { flatPath?: string; path: string },
): string {
  const [inPath = ""] = plainTemplate(flatPath ?? path).split("?");
  return uniqueVariables(`/${servicePath}${inPath.replace(/^\/+/, "")}`);
}

/** What a template has for the query: variables of `{?x}` and `{&x}`, and pairs that stand in it as they are, such as `?kind=a`. */
export function queryOf(template: string): {
  variables: string[];
  pairs: [name: string, value: string][];
} {
  if (!template.includes("?") && !template.includes("{&")) return { variables: [], pairs: [] };
  const [, literal = ""] = plainTemplate(template).split("?", 2);
  return {
    variables: expressionsOf(template).flatMap(({ operator, names }) =>
      isOfQuery(operator) ? names : [],
    ),
    pairs: [...new URLSearchParams(literal)],
  };
}

/** Writes out what an expression puts before and between its values (RFC 6570, 3.2), so that plain variables are left. */
function plainTemplate(template: string): string {
  // Public documents have no others than these.
  if (!/\{[#./;?&]|\{[^{}]*,/.test(template)) return template.replaceAll("{+", "{");
  return expressionsOf(template).reduce(
    (text, expression) => text.replace(expression.text, () => plainExpression(expression)),
    template,
  );
}

function plainExpression({ operator, names }: TemplateExpression): string {
  if (isOfQuery(operator)) return "";
  const variables = names.map((name) => (operator === ";" ? `;${name}={${name}}` : `{${name}}`));
  if (operator === "." || operator === "/") return variables.map((one) => operator + one).join("");
  if (operator === ";") return variables.join("");
  return (operator === "#" ? "#" : "") + variables.join(",");
}

function isOfQuery(operator: string): boolean {
  return operator === "?" || operator === "&";
}

/** Stands for one way to upload the media of a method. */
export function uploadKey(methodId: string, protocol: string): string {
  return `${methodId} ${protocol}`;
}

/** Names of the variables of a path key, in its order. */
export function variablesOf(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
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
