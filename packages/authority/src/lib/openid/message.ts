import { namespaces } from "./namespaces.ts";
import { OpenIdError } from "./openid-error.ts";

/** A field of a message, its name without `openid.` (OpenID Authentication 2.0, section 4.1). */
export type Field = readonly [name: string, value: string];

/** A message's fields by name. */
export type Fields = ReadonlyMap<string, string>;

/** The fields of an extension, by name without its alias. */
export interface Extension {
  /** What the sender calls it: the answer does the same. */
  alias: string;
  fields: Fields;
}

const prefix = "openid.";
const fieldsMax = 200;
/** `signed` names each field of an answer, however many attributes it has. */
const valueLengthMax = 8192;
const aliasPattern = /^[\w-]{1,32}$/u;

/** Names that mean something by themselves, and are no aliases (section 12). */
const protocolNames: ReadonlySet<string> = new Set([
  "assoc_handle",
  "assoc_type",
  "claimed_id",
  "contact",
  "delegate",
  "dh_consumer_public",
  "dh_gen",
  "dh_modulus",
  "error",
  "identity",
  "invalidate_handle",
  "mode",
  "ns",
  "op_endpoint",
  "openid",
  "realm",
  "reference",
  "response_nonce",
  "return_to",
  "server",
  "session_type",
  "sig",
  "signed",
  "trust_root",
]);

/**
 * Reads a message out of a query or form.
 *
 * @throws OpenIdError for a message of another version, with a field twice, or too large.
 */
export function readMessage(parameters: URLSearchParams): Fields {
  const fields = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (!name.startsWith(prefix)) continue;
    const field = name.slice(prefix.length);
    if (fields.has(field)) throw new OpenIdError(`${name} is there more than once.`);
    if (value.length > valueLengthMax) {
      throw new OpenIdError(`${name} is too long: it may have ${valueLengthMax} characters.`);
    }
    fields.set(field, value);
    if (fields.size > fieldsMax) {
      throw new OpenIdError(`The message has more than ${fieldsMax} fields.`);
    }
  }
  if (fields.get("ns") !== namespaces.openId) {
    throw new OpenIdError(
      `This service speaks OpenID 2.0: send openid.ns=${namespaces.openId}. Messages of OpenID 1.1 and 1.0, which have another openid.ns or none, are not answered.`,
    );
  }
  return fields;
}

/**
 * A field that must be there.
 *
 * @throws OpenIdError
 */
export function required(fields: Fields, name: string): string {
  const value = fields.get(name);
  if (value === undefined || value === "") throw new OpenIdError(`openid.${name} is missing.`);
  return value;
}

/**
 * Finds an extension by its namespace; undefined when the message does not have it.
 *
 * @throws OpenIdError when it is there twice, or under a name that cannot be an alias.
 */
export function findExtension(fields: Fields, namespace: string): Extension | undefined {
  const aliases = [...fields]
    .filter(([name, value]) => name.startsWith("ns.") && value === namespace)
    .map(([name]) => name.slice("ns.".length));
  const [alias, ...others] = aliases;
  if (alias === undefined) return undefined;
  if (others.length > 0) throw new OpenIdError(`${namespace} has more than one alias.`);
  if (!aliasPattern.test(alias) || protocolNames.has(alias)) {
    throw new OpenIdError(`openid.ns.${alias}: "${alias}" is not an alias of an extension.`);
  }
  const start = `${alias}.`;
  const own = [...fields]
    .filter(([name]) => name.startsWith(start))
    .map(([name, value]) => [name.slice(start.length), value] as const);
  return { alias, fields: new Map(own) };
}

/** The fields of an extension as an answer has them. */
export function extensionFields(
  { alias }: Extension,
  namespace: string,
  fields: readonly Field[],
): Field[] {
  return [
    [`ns.${alias}`, namespace],
    ...fields.map(([name, value]): Field => [`${alias}.${name}`, value]),
  ];
}
