import { type ApiDocument, type Method, parametersOf } from "./document.ts";

/** What was filled into the form of a method. */
export interface Filled {
  /** By the parameter's name; those that take several values have one on a line. */
  values: Readonly<Record<string, string>>;
  /** JSON text; empty for none. */
  body: string;
}

/** A request as it is sent, but for the token. */
export interface BuiltRequest {
  verb: string;
  url: string;
  body?: string;
}

/** The values of a parameter: one, or one for each line when it takes several. */
function valuesOf(method: Method, filled: Filled, name: string): string[] {
  const text = filled.values[name] ?? "";
  if (method.parameters?.[name]?.repeated !== true) return text === "" ? [] : [text];
  return text.split("\n").filter((line) => line !== "");
}

/** The names of the parameters that are needed and were left empty. */
export function missingParameters(method: Method, filled: Filled): string[] {
  return parametersOf(method)
    .filter(([name, { required }]) => required === true && !filled.values[name])
    .map(([name]) => name);
}

/** Makes the request that the form describes. */
export function buildRequest(document: ApiDocument, method: Method, filled: Filled): BuiltRequest {
  const path = method.path.replaceAll(/\{(\+?)(\w+)\}/g, (_all, plus: string, name: string) => {
    const value = filled.values[name] ?? "";
    return plus === "" ? encodeURIComponent(value) : encodeURI(value);
  });
  const query = new URLSearchParams();
  for (const [name, { location }] of parametersOf(method)) {
    if (location === "path") continue;
    for (const value of valuesOf(method, filled, name)) query.append(name, value);
  }
  const search = query.toString();
  const body = filled.body.trim();
  return {
    verb: method.httpMethod,
    url: document.rootUrl + document.servicePath + path + (search && `?${search}`),
    ...(body === "" ? {} : { body }),
  };
}

/** The same request for curl; `$TOKEN` stands for the token. */
export function asCurl({ verb, url, body }: BuiltRequest): string {
  const parts = [
    ...(verb === "GET" ? [] : [`-X ${verb}`]),
    '-H "Authorization: Bearer $TOKEN"',
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${quoted(body)}`]),
    quoted(url),
  ];
  return `curl ${parts.join(" \\\n  ")}`;
}

/** The same request for the command line. */
export function asCommand(document: ApiDocument, method: Method, filled: Filled): string {
  const flags = parametersOf(method).flatMap(([name]) =>
    valuesOf(method, filled, name).map((value) => `--${kebab(name)} ${quotedIfNeeded(value)}`),
  );
  const body = filled.body.trim();
  const parts = [
    `leasehold api ${document.id} ${method.place} --root-url ${document.rootUrl}`,
    ...flags,
    ...(body === "" ? [] : [`--body ${quoted(compact(body))}`]),
  ];
  return parts.join(" \\\n  ");
}

const clients: Partial<Record<string, { module: string; create: string }>> = {
  "taskqueue:v1beta2": { module: "@leasehold/taskqueue-v1beta2", create: "createTaskqueue" },
  "leasehold:v1": { module: "@leasehold/leasehold-v1", create: "createLeasehold" },
};

/** The same request in TypeScript, with the generated client. */
export function asTypeScript(document: ApiDocument, method: Method, filled: Filled): string {
  const client = clients[document.id];
  const module = client?.module ?? `./${document.name}.gen.ts`;
  const create = client?.create ?? `create${capital(document.name)}`;
  const parameters = parametersOf(method)
    .map(([name, { repeated }]) => {
      const values = valuesOf(method, filled, name).map((value) => literal(method, name, value));
      if (values.length === 0) return undefined;
      const value = repeated === true ? `[${values.join(", ")}]` : values.join("");
      return `  ${/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)}: ${value},`;
    })
    .filter((line) => line !== undefined);
  const given = parameters.length === 0 ? "{}" : `{\n${parameters.join("\n")}\n}`;
  const body = filled.body.trim();
  const options = body === "" ? "" : `, {\n  body: ${body.replaceAll("\n", "\n  ")},\n}`;
  return `import { ${create} } from "${module}";

const ${document.name} = ${create}({
  baseUrl: ${JSON.stringify(document.rootUrl.replace(/\/$/, ""))},
  authorize: (request) => {
    request.headers.set("authorization", \`Bearer \${process.env["TOKEN"]}\`);
    return request;
  },
});
const answer = await ${document.name}.${method.place}(${given}${options});
`;
}

function literal(method: Method, name: string, value: string): string {
  const { type = "string" } = method.parameters?.[name] ?? {};
  const plain = type === "boolean" ? /^(?:true|false)$/ : /^-?\d+(?:\.\d+)?$/;
  return type !== "string" && plain.test(value) ? value : JSON.stringify(value);
}

function compact(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return json;
  }
}

// A shell takes what stands between single quotes as it is.
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function quotedIfNeeded(text: string): string {
  return /^[\w.,:@/+-]+$/.test(text) && !text.startsWith("-") ? text : quoted(text);
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
