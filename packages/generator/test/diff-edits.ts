import { methodsOf } from "@leasehold/discovery-document";
import type {
  DiscoveryDocument,
  DiscoveryMethod,
  DiscoveryParameter,
  DiscoverySchema,
} from "@leasehold/discovery-document";
import { documentEdits } from "./diff-document-edits.ts";
import type { Edit } from "./diff-document-edits.ts";
import { reachableSchemas } from "../src/lib/diff/reachable-schemas.ts";

type Parameters = Record<string, DiscoveryParameter>;

function methodWhere(
  document: DiscoveryDocument,
  holds: (method: DiscoveryMethod) => unknown,
): DiscoveryMethod | undefined {
  return methodsOf(document).find(({ method }) => holds(method))?.method;
}

/** Edits the first query parameter that is as it should be. */
function parameter(
  holds: (node: DiscoveryParameter) => unknown,
  edit: (node: DiscoveryParameter, all: Parameters, name: string) => void,
): Edit[2] {
  return (document) => {
    for (const { method } of methodsOf(document)) {
      const all = method.parameters ?? {};
      for (const [name, node] of Object.entries(all)) {
        if (node.location !== "query" || !holds(node)) continue;
        edit(node, all, name);
        return true;
      }
    }
    return false;
  };
}

function method(
  holds: (node: DiscoveryMethod) => unknown,
  edit: (node: DiscoveryMethod) => void,
): Edit[2] {
  return (document) => {
    const found = methodWhere(document, holds);
    if (found) edit(found);
    return found !== undefined;
  };
}

/** Edits the first property, of a schema that methods take, answer with only, or that none reaches. */
function property(
  side: "input" | "output" | "any",
  holds: (node: DiscoverySchema) => unknown,
  edit: (node: DiscoverySchema, all: Record<string, DiscoverySchema>, name: string) => void,
): Edit[2] {
  return (document) => {
    const reachable = reachableSchemas(document);
    for (const [schemaName, schema] of Object.entries(document.schemas ?? {})) {
      const isInput = reachable.input.has(schemaName);
      if (!reachable.all.has(schemaName)) continue;
      if (side !== "any" && isInput !== (side === "input")) continue;
      for (const [name, node] of Object.entries(schema.properties ?? {})) {
        if (!holds(node)) continue;
        edit(node, schema.properties ?? {}, name);
        return true;
      }
    }
    return false;
  };
}

const always = () => true;

const onMethods: Edit[] = [
  [
    "a method is removed",
    "major",
    (document) => {
      const place = (node: Pick<DiscoveryDocument, "methods" | "resources">): boolean => {
        const [name] = Object.keys(node.methods ?? {});
        if (name !== undefined && node.methods) return delete node.methods[name];
        return Object.values(node.resources ?? {}).some(place);
      };
      return place(document);
    },
  ],
  [
    "a method is added",
    "minor",
    (document) => {
      document.methods = {
        ...document.methods,
        later: { id: "x.later", path: "x/later", httpMethod: "GET" },
      };
      return true;
    },
  ],
  [
    "a method goes elsewhere",
    "major",
    method(always, (node) => {
      node.path = `${node.path}/elsewhere`;
      if (node.flatPath !== undefined) node.flatPath += "/elsewhere";
    }),
  ],
  [
    "a method has another verb",
    "major",
    method(always, (node) => {
      node.httpMethod = node.httpMethod === "GET" ? "POST" : "GET";
    }),
  ],
  [
    "a method is deprecated",
    "minor",
    method(
      (node) => !node.deprecated,
      (node) => {
        node.deprecated = true;
      },
    ),
  ],
  [
    "a method is described otherwise",
    "patch",
    method(always, (node) => {
      node.description = "Otherwise.";
    }),
  ],
  [
    "a method takes another scope",
    "patch",
    method(always, (node) => {
      node.scopes = [...(node.scopes ?? []), "https://a.example/auth"];
    }),
  ],
  [
    "a method takes no body any more",
    "major",
    method(
      ({ request }) => request,
      (node) => {
        delete node.request;
      },
    ),
  ],
  [
    "a method takes a body",
    "major",
    method(
      ({ request }) => !request,
      (node) => {
        node.request = { type: "object" };
      },
    ),
  ],
  [
    "a method answers with nothing",
    "major",
    method(
      ({ response }) => response,
      (node) => {
        delete node.response;
      },
    ),
  ],
  [
    "a method answers with something else",
    "major",
    method(
      ({ response }) => response?.$ref,
      (node) => {
        node.response = { type: "object" };
      },
    ),
  ],
  [
    "a method takes media",
    "minor",
    method(
      (node) => !node.mediaUpload,
      (node) => {
        node.mediaUpload = { protocols: { simple: { path: "/upload/x", multipart: true } } };
      },
    ),
  ],
  [
    "a method takes no media any more",
    "major",
    method(
      (node) => node.mediaUpload,
      (node) => {
        delete node.mediaUpload;
      },
    ),
  ],
  [
    "a method downloads",
    "minor",
    method(
      (node) => !node.supportsMediaDownload,
      (node) => {
        node.supportsMediaDownload = true;
      },
    ),
  ],
];

const onParameters: Edit[] = [
  [
    "a parameter is removed",
    "major",
    parameter(always, (_node, all, name) => {
      delete all[name];
    }),
  ],
  [
    "a parameter is added",
    "minor",
    method(always, (node) => {
      node.parameters = { ...node.parameters, laterOne: { type: "string", location: "query" } };
    }),
  ],
  [
    "a required parameter is added",
    "major",
    method(always, (node) => {
      const later = { type: "string", location: "query" as const, required: true };
      node.parameters = { ...node.parameters, laterOne: later };
    }),
  ],
  [
    "a parameter is newly required",
    "major",
    parameter(
      (node) => !node.required,
      (node) => {
        node.required = true;
      },
    ),
  ],
  [
    "a parameter may be left out",
    "minor",
    parameter(
      (node) => node.required,
      (node) => {
        delete node.required;
      },
    ),
  ],
  [
    "a parameter has another type",
    "major",
    parameter(
      (node) => node.type === "string",
      (node) => {
        node.type = "boolean";
      },
    ),
  ],
  [
    "a parameter has another format",
    "major",
    parameter(
      (node) => node.type === "integer",
      (node) => {
        node.format = "double";
      },
    ),
  ],
  [
    "a parameter comes many times",
    "major",
    parameter(
      (node) => !node.repeated,
      (node) => {
        node.repeated = true;
      },
    ),
  ],
  [
    "a parameter loses a value",
    "major",
    parameter(
      ({ enum: values = [] }) => values.length > 1,
      (node) => {
        node.enum = node.enum?.slice(1) ?? [];
      },
    ),
  ],
  [
    "a parameter has another value",
    "minor",
    parameter(
      (node) => node.enum,
      (node) => {
        node.enum = [...(node.enum ?? []), "LATER"];
      },
    ),
  ],
  [
    "a parameter is deprecated",
    "minor",
    parameter(
      (node) => !node.deprecated,
      (node) => {
        node.deprecated = true;
      },
    ),
  ],
  [
    "a parameter has another default",
    "patch",
    parameter(always, (node) => {
      node.default = "otherwise";
    }),
  ],
  [
    "a parameter of all methods is removed",
    "major",
    ({ parameters = {} }) => {
      const [name] = Object.keys(parameters);
      return name !== undefined && delete parameters[name];
    },
  ],
];

const onSchemas: Edit[] = [
  [
    "a property is removed",
    "major",
    property("any", always, (_node, all, name) => {
      delete all[name];
    }),
  ],
  [
    "a property is added",
    "minor",
    property("any", always, (_node, all) => {
      all["laterOne"] = { type: "string" };
    }),
  ],
  [
    "a property has another type",
    "major",
    property(
      "any",
      (node) => node.type === "string",
      (node) => {
        node.type = "number";
      },
    ),
  ],
  [
    "a property has another format",
    "major",
    property(
      "any",
      (node) => node.type === "string",
      (node) => {
        node.format = "x-other";
      },
    ),
  ],
  [
    "a property refers to another schema",
    "major",
    (document) => {
      document.schemas = { ...document.schemas, LaterOne: { id: "LaterOne", type: "object" } };
      return property(
        "any",
        (node) => node.$ref,
        (node) => {
          node.$ref = "LaterOne";
        },
      )(document);
    },
  ],
  [
    "the items of a property have another type",
    "major",
    property(
      "any",
      (node) => node.items,
      (node) => {
        node.items = { type: "x" };
      },
    ),
  ],
  [
    "a property is deprecated",
    "minor",
    property(
      "any",
      (node) => !node.deprecated,
      (node) => {
        node.deprecated = true;
      },
    ),
  ],
  [
    "a property is described otherwise",
    "patch",
    property("any", always, (node) => {
      node.description = "Otherwise.";
    }),
  ],
  [
    "a property is newly required",
    "major",
    property(
      "input",
      (node) => !node.annotations,
      (node) => {
        node.annotations = { required: ["x"] };
      },
    ),
  ],
  [
    "a property that programs give loses a value",
    "major",
    property(
      "input",
      ({ enum: values = [] }) => values.length > 1,
      (node) => {
        node.enum = node.enum?.slice(1) ?? [];
      },
    ),
  ],
  [
    "a property that programs only get loses a value",
    "patch",
    property(
      "output",
      ({ enum: values = [] }) => values.length > 1,
      (node) => {
        node.enum = node.enum?.slice(1) ?? [];
      },
    ),
  ],
  [
    "a property has another value",
    "minor",
    property(
      "any",
      (node) => node.enum,
      (node) => {
        node.enum = [...(node.enum ?? []), "LATER"];
      },
    ),
  ],
  [
    "a schema that no method reaches is added",
    "patch",
    (document) => {
      document.schemas = { ...document.schemas, LaterOne: { id: "LaterOne", type: "object" } };
      return true;
    },
  ],
];

/** Edits with known consequences. */
export const edits: readonly Edit[] = [
  ...onMethods,
  ...onParameters,
  ...onSchemas,
  ...documentEdits,
];
