import type {
  DiscoveryDocument,
  DiscoveryParameter,
  MethodEntry,
} from "@leasehold/discovery-document";
import type { ClientNames } from "./client-names.ts";
import { propertyName } from "./identifiers.ts";
import { isRequiredParameter, methodParameters, standardParameters } from "./method-parameters.ts";
import { parameterType } from "./parameter-type.ts";
import { describe, oneLine, tsdoc } from "./tsdoc.ts";

/** The type of the parameters that every method takes; nothing where there are none. */
export function standardParametersType(document: DiscoveryDocument, names: ClientNames): string[] {
  const parameters = standardParameters(document);
  if (parameters.length === 0) return [];
  return [
    `/** Parameters that every method takes. */
export interface ${names.standardParameters} {
${parameters.map(parameterMember).join("")}}
`,
  ];
}

/** The type of the parameters of one method, by the name that it is to have. */
export function parametersType(
  document: DiscoveryDocument,
  names: ClientNames,
  { entry, type }: { entry: MethodEntry; type: string },
): string {
  const parameters = methodParameters(entry, document);
  const standard = Object.keys(document.parameters ?? {});
  const comment = tsdoc(`Parameters of ${oneLine(entry.id)}.`);
  if (standard.length === 0 && parameters.length === 0) {
    return `${comment}export type ${type} = Record<string, never>;\n`;
  }
  const own = new Set(parameters.map(([name]) => name));
  const hidden = standard.filter((name) => own.has(name)).map((name) => JSON.stringify(name));
  let base = "";
  if (hidden.length > 0) base = ` extends Omit<${names.standardParameters}, ${hidden.join(" | ")}>`;
  else if (standard.length > 0) base = ` extends ${names.standardParameters}`;
  return `${comment}export interface ${type}${base} {\n${parameters.map(parameterMember).join("")}}\n`;
}

function parameterMember([name, node]: [string, DiscoveryParameter]): string {
  const type = parameterType(node);
  const member = isRequiredParameter(node) ? `: ${type}` : `?: ${type} | undefined`;
  return `${tsdoc(describe(node), "  ")}  ${propertyName(name)}${member};\n`;
}
