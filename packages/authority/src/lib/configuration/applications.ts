import { parseAddressBlock } from "../credentials/address-matcher.ts";
import { isRefererPattern } from "../credentials/referer-pattern.ts";
import type {
  ApiKeyDeclaration,
  OAuthClientDeclaration,
  OAuthConsumerDeclaration,
  ServiceAccountDeclaration,
} from "./declarations.ts";
import { type ReadFile, readCertificateFile, readPublicKeyFile } from "./referenced-files.ts";
import { readOrigin, readRealm, readRedirectUri } from "./urls.ts";
import {
  optional,
  readBoolean,
  readEmail,
  readName,
  readPattern,
  readShortList,
  readText,
  readWord,
  refuseDuplicates,
  required,
} from "./yaml-values.ts";
import { readList, readMap, wrongAt, type YamlPlace } from "./yaml-place.ts";

/** Redirect URIs of a client, and origins of its pages. */
const clientAddressesMax = 50;

/** Addresses or referers that a key is locked to. */
const keyLocksMax = 100;

export const readIdentifier: (place: YamlPlace) => string = readPattern(
  /^[\x21-\x7e]{1,200}$/u,
  "1 to 200 printable ASCII characters without spaces",
);

// What a domain delegates is kept by the consumer's key or by the service account's address, what a person allows by the
// key or by the realm of an OpenID site: they must differ.
const readConsumerKey = readPattern(
  /^(?!openid:)[\x21-\x3f\x41-\x7e]{1,200}$/u,
  "1 to 200 printable ASCII characters without spaces and @, as a rule a domain, and must not begin with openid:",
);

export function readOAuthClient(place: YamlPlace): OAuthClientDeclaration {
  const map = readMap(place, [
    "id",
    "secret",
    "type",
    "name",
    "redirectUris",
    "javascriptOrigins",
    "outOfBand",
  ]);
  const id = readIdentifier(required(map, "id"));
  const type = readWord(["web", "browser", "installed", "device"])(required(map, "type"));
  const secret = optional(map.secret, readText);
  if (type === "web" && secret === undefined) required(map, "secret");
  if (type === "browser" && map.secret !== undefined && secret !== undefined) {
    throw wrongAt(
      map.secret,
      "value_invalid",
      "A client of type browser has no secret: everybody could read it there. Leave the key out.",
    );
  }
  return {
    id,
    type,
    name: optional(map.name, readName) ?? id,
    ...(secret === undefined ? {} : { secret }),
    redirectUris: readShortList(clientAddressesMax, readRedirectUri)(map.redirectUris),
    javascriptOrigins: readShortList(clientAddressesMax, readOrigin)(map.javascriptOrigins),
    outOfBand: optional(map.outOfBand, readBoolean) ?? false,
  };
}

export function readServiceAccount(
  readFile: ReadFile,
): (place: YamlPlace) => ServiceAccountDeclaration {
  return (place) => {
    const map = readMap(place, ["email", "name", "keys"]);
    const email = readEmail(required(map, "email"));
    const name = optional(map.name, readName);
    const keys = readList(map.keys, (item) => {
      const key = readMap(item, ["id", "publicKeyFile"]);
      const id = readIdentifier(required(key, "id"));
      const publicKeyPem = readPublicKeyFile(readFile)(required(key, "publicKeyFile"));
      return { value: { id, publicKeyPem }, place: required(key, "id") };
    });
    refuseDuplicates(keys, (key) => key.id);
    return { email, ...(name === undefined ? {} : { name }), keys: keys.map((key) => key.value) };
  };
}

export function readOAuthConsumer(
  readFile: ReadFile,
): (place: YamlPlace) => OAuthConsumerDeclaration {
  return (place) => {
    const map = readMap(place, ["key", "name", "secret", "certificateFile", "realm"]);
    const key = readConsumerKey(required(map, "key"));
    const name = optional(map.name, readName);
    const secret = optional(map.secret, readText);
    const certificatePem = optional(map.certificateFile, readCertificateFile(readFile));
    if (secret === undefined && certificatePem === undefined) {
      throw wrongAt(place, "value_missing", "A consumer has a secret, a certificateFile, or both.");
    }
    return {
      key,
      ...(name === undefined ? {} : { name }),
      ...(secret === undefined ? {} : { secret }),
      ...(certificatePem === undefined ? {} : { certificatePem }),
      realm: readRealm(required(map, "realm")),
    };
  };
}

export function readApiKey(place: YamlPlace): ApiKeyDeclaration {
  const map = readMap(place, ["key", "kind", "name", "allowedIps", "allowedReferers"]);
  const key = readIdentifier(required(map, "key"));
  const kind = readWord(["server", "browser"])(required(map, "kind"));
  const foreign = kind === "server" ? map.allowedReferers : map.allowedIps;
  if (foreign !== undefined) {
    throw wrongAt(
      foreign,
      "value_invalid",
      "A server key is locked by allowedIps, a browser key by allowedReferers.",
    );
  }
  return {
    key,
    kind,
    name: optional(map.name, readName) ?? (kind === "server" ? "Server key" : "Browser key"),
    allowedIps: readShortList(keyLocksMax, readAddressBlock)(map.allowedIps),
    allowedReferers: readShortList(keyLocksMax, readReferer)(map.allowedReferers),
  };
}

function readAddressBlock(place: YamlPlace): string {
  const text = readText(place);
  if (parseAddressBlock(text) === undefined) {
    throw wrongAt(
      place,
      "value_invalid",
      "This must be a block of addresses, such as 203.0.113.0/24 or 2001:db8::/32.",
    );
  }
  return text;
}

function readReferer(place: YamlPlace): string {
  const text = readText(place);
  if (!isRefererPattern(text)) {
    throw wrongAt(
      place,
      "value_invalid",
      "This must be a pattern of pages, such as https://app.example.com/* or *.example.com/*.",
    );
  }
  return text;
}
