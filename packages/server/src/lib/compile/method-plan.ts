import type { DiscoveryDocument, MethodEntry } from "@leasehold/discovery-document";
import { addressOf } from "@leasehold/discovery-document/address";
import type { Operation } from "../api/operation.ts";
import { type AnswerWriter, compileAnswerWriter } from "./answer-writer.ts";
import { type BodyParser, compileBodyParser } from "./body-parser.ts";
import { parseFieldSelection } from "./field-selection.ts";
import { compileParameterParser, type ParameterParser } from "./parameter-parser.ts";
import { variablesOf } from "./route-table.ts";

/** What the scope `taskqueue.consumer` allows: the methods that read, or also those that lease, renew and delete. */
export type ConsumerScope = "read-only" | "consume";

/** The scopes of a method, of which one is enough, by that setting. `consume` never has fewer. */
export type MethodScopes = Record<ConsumerScope, readonly string[]>;

/** Everything about a method that can be worked out before the first call. */
export interface MethodPlan {
  id: string;
  /** The service that must be switched on in the application's project; undefined when it needs no switch. */
  service: string | undefined;
  verb: string;
  /** From the root of the server, such as `/taskqueue/v1beta2/projects/{project}/…`. */
  template: string;
  /** Names of the template's variables, in order. */
  variables: readonly string[];
  scopes: MethodScopes;
  parseParameters: ParameterParser;
  /** Undefined for a method that takes no body: a form body then holds parameters. */
  parseBody: BodyParser | undefined;
  /** Undefined for a method with an empty answer. */
  writerFor: ((form: AnswerForm) => AnswerWriter) | undefined;
  operation: Operation;
}

interface AnswerForm {
  pretty: boolean;
  /** The `fields` parameter; undefined for all. */
  fields: string | undefined;
}

/** Selections remembered for each method. A caller that never repeats one only costs its own time. */
const rememberedWritersMax = 200;

/** Compiles a method of a discovery document. */
export function compileMethod(request: {
  document: DiscoveryDocument;
  entry: MethodEntry;
  service: string | undefined;
  scopes: MethodScopes;
  operation: Operation;
}): MethodPlan {
  const { document, entry, service, scopes, operation } = request;
  const { method } = entry;
  const template = `/${addressOf(document).servicePath}${method.flatPath ?? method.path}`;
  const schemas = document.schemas ?? {};
  return {
    id: entry.id,
    service,
    verb: method.httpMethod,
    template,
    variables: variablesOf(template),
    scopes,
    parseParameters: compileParameterParser(document, method),
    parseBody:
      method.request === undefined
        ? undefined
        : compileBodyParser({ schemas, schema: method.request, methodId: entry.id }),
    writerFor:
      method.response === undefined
        ? undefined
        : compileWriters({ schemas, schema: method.response }),
    operation,
  };
}

function compileWriters(
  source: Pick<Parameters<typeof compileAnswerWriter>[0], "schema" | "schemas">,
): (form: AnswerForm) => AnswerWriter {
  const pretty = compileAnswerWriter({ ...source, pretty: true, selection: "all" });
  const compact = compileAnswerWriter({ ...source, pretty: false, selection: "all" });
  const remembered = new Map<string, AnswerWriter>();
  return (form) => {
    if (form.fields === undefined || form.fields === "") return form.pretty ? pretty : compact;
    const key = `${form.pretty ? "pretty" : "compact"} ${form.fields}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const selection = parseFieldSelection(form.fields);
    const writer = compileAnswerWriter({ ...source, pretty: form.pretty, selection });
    if (remembered.size >= rememberedWritersMax) remembered.clear();
    remembered.set(key, writer);
    return writer;
  };
}
