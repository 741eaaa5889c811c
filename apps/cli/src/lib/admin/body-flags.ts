import type { DiscoveryDocument, DiscoverySchema } from "@leasehold/discovery-document";
import { type Command, Option } from "commander";
import { descriptionOf, methodOf, parseInteger, wordOf } from "../document-flags.ts";
import { readText } from "../read-text.ts";
import type { Resource } from "./call-method.ts";

/** The fields of a method's body as flags: `redirectUris` is `--redirect-uris`. */
export interface BodyFlags {
  addTo: (command: Command) => Command;
  /** The body; undefined for a method without one. */
  read: (command: Command) => Promise<Resource | undefined>;
}

/**
 * @param except fields that the command has from elsewhere.
 * @param files fields whose text is in a file: `publicKeyPem` by `public-key` is `--public-key <file>`.
 */
export function bodyFlags(
  document: DiscoveryDocument,
  methodId: string,
  { except, files }: { except: readonly string[]; files: Record<string, string> },
): BodyFlags {
  const request = methodOf(document, methodId).request;
  const schema = request?.$ref === undefined ? request : document.schemas?.[request.$ref];
  const fields = Object.entries(schema?.properties ?? {}).filter(
    ([name, field]) => !except.includes(name) && isFlag(name, field),
  );
  return {
    addTo(command) {
      for (const [name, field] of fields) {
        const isRequired = field.annotations?.required?.includes(methodId) === true;
        for (const option of optionsOf(name, field, files[name])) {
          command.addOption(isRequired ? option.makeOptionMandatory() : option);
        }
      }
      return command;
    },
    async read(command) {
      if (request === undefined) return undefined;
      const body: Resource = {};
      const given = command.opts<Resource>();
      for (const [name, field] of fields) {
        const file = files[name];
        const value = given[file === undefined ? name : camelCase(file)];
        if (value === undefined) continue;
        if (file !== undefined) body[name] = await readText(value as string);
        // One empty text empties the list.
        else if (field.type === "array") body[name] = [value].flat().filter((each) => each !== "");
        else body[name] = value;
      }
      return body;
    },
  };
}

function isFlag(name: string, field: DiscoverySchema): boolean {
  if (field.readOnly === true || name === "kind" || field.$ref !== undefined) return false;
  return field.type === "array" ? field.items?.type === "string" : field.type !== "object";
}

function optionsOf(name: string, field: DiscoverySchema, file: string | undefined): Option[] {
  const about = descriptionOf(field);
  const word = wordOf(name);
  if (file !== undefined) return [new Option(`--${file} <file>`, about)];
  if (field.type === "boolean") {
    return [new Option(`--${word}`, about), new Option(`--no-${word}`, "the opposite")];
  }
  if (field.type === "array") return [new Option(`--${word} <text...>`, about)];
  const option = new Option(`--${word} <${field.type === "integer" ? "number" : "text"}>`, about);
  if (field.enum !== undefined) option.choices(field.enum);
  if (field.type === "integer") option.argParser((text) => parseInteger(text, field));
  return [option];
}

function camelCase(word: string): string {
  return word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
