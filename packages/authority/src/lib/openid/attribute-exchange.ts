import type { User } from "../database/schema.ts";
import { type Extension, extensionFields, type Field } from "./message.ts";
import { namespaces } from "./namespaces.ts";
import { OpenIdError } from "./openid-error.ts";

/** What we know of a person. Language and country are those that the browser is set to. */
type Attribute = "email" | "firstName" | "lastName" | "language" | "country";

/** An attribute that a site wants to have. */
interface WantedAttribute {
  alias: string;
  typeUri: string;
  attribute: Attribute;
  /** The site takes more than one value: the answer then counts them. */
  counted: boolean;
}

/** A site's wish to know attributes of the person (Attribute Exchange 1.0, section 5.1). */
export interface AttributeRequest {
  extension: Extension;
  wanted: readonly WantedAttribute[];
}

const attributesMax = 50;

const typeUris: ReadonlyMap<string, Attribute> = new Map(
  ["http://axschema.org/", "http://schema.openid.net/"].flatMap((start) => [
    [`${start}contact/email`, "email"],
    [`${start}namePerson/first`, "firstName"],
    [`${start}namePerson/last`, "lastName"],
    [`${start}pref/language`, "language"],
    [`${start}contact/country/home`, "country"],
  ]),
);

/** Finds a request to store attributes (Attribute Exchange 1.0, section 6.1); undefined for another one. */
export function findStoreRequest(extension: Extension | undefined): Extension | undefined {
  return extension?.fields.get("mode") === "store_request" ? extension : undefined;
}

/** The answer to it (section 6.2): what we know of a person is not for sites to change. */
export function storeRefusal(extension: Extension): Field[] {
  return extensionFields(extension, namespaces.attributes, [
    ["mode", "store_response_failure"],
    ["error", "Nothing was stored: only the person changes what this service knows."],
  ]);
}

/**
 * Reads a fetch request; undefined for another one. Attributes that we do not have are left out of the answer.
 *
 * @throws OpenIdError for an attribute without a type.
 */
export function readAttributeRequest(
  extension: Extension | undefined,
): AttributeRequest | undefined {
  if (extension?.fields.get("mode") !== "fetch_request") return undefined;
  const { alias: name, fields } = extension;
  const aliases = ["required", "if_available"]
    .flatMap((field) => (fields.get(field) ?? "").split(","))
    .map((alias) => alias.trim())
    .filter((alias) => alias !== "");
  if (aliases.length > attributesMax) {
    throw new OpenIdError(`openid.${name} asks for more than ${attributesMax} attributes.`);
  }
  const wanted = [...new Set(aliases)].flatMap((alias): WantedAttribute[] => {
    const typeUri = fields.get(`type.${alias}`);
    if (typeUri === undefined || !/^[\w-]{1,32}$/u.test(alias)) {
      throw new OpenIdError(`openid.${name}.type.${alias} is missing: say what attribute it is.`);
    }
    const attribute = typeUris.get(typeUri);
    const counted = !["1", undefined].includes(fields.get(`count.${alias}`));
    return attribute === undefined ? [] : [{ alias, typeUri, attribute, counted }];
  });
  return { extension, wanted };
}

/**
 * The answer (Attribute Exchange 1.0, section 5.2), with the names that the site gave.
 *
 * @param acceptLanguage - of the browser.
 */
export function attributeFields(
  { extension, wanted }: AttributeRequest,
  user: Pick<User, "email" | "name">,
  acceptLanguage: string | undefined,
): Field[] {
  const values = attributesOf(user, acceptLanguage);
  const fields = wanted.flatMap(({ alias, typeUri, attribute, counted }): Field[] => {
    const value = values[attribute];
    if (value === undefined) return [];
    const type: Field = [`type.${alias}`, typeUri];
    if (!counted) return [type, [`value.${alias}`, value]];
    return [type, [`count.${alias}`, "1"], [`value.${alias}.1`, value]];
  });
  return extensionFields(extension, namespaces.attributes, [["mode", "fetch_response"], ...fields]);
}

function attributesOf(
  { email, name }: Pick<User, "email" | "name">,
  acceptLanguage = "",
): Record<Attribute, string | undefined> {
  const words = name.split(/\s+/u).filter((word) => word !== "");
  const last = words.length > 1 ? words.at(-1) : undefined;
  const first = last === undefined ? words[0] : words.slice(0, -1).join(" ");
  // en-US,en;q=0.9: the browser puts what it is set to first.
  const tag = /^\s*([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}))?\s*(?:[,;]|$)/iu.exec(acceptLanguage);
  const [language, country] = [tag?.[1]?.toLowerCase(), tag?.[2]?.toUpperCase()];
  const full = country === undefined ? language : `${language}-${country}`;
  return { email, firstName: first, lastName: last, language: full, country };
}
