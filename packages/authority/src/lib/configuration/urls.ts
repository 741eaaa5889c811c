import { isIPv4 } from "node:net";
import { readText } from "./yaml-values.ts";
import { wrongAt, type YamlPlace } from "./yaml-place.ts";

/** Reads a redirect URI (RFC 6749, 3.1.2): absolute, https or on loopback, without a fragment. It is compared as written. */
export function readRedirectUri(place: YamlPlace): string {
  const uri = readText(place);
  if (uri.startsWith("urn:ietf:wg:oauth:2.0:oob")) {
    throw wrongAt(place, "value_invalid", "Out-of-band is switched on by outOfBand: true.");
  }
  const url = readSafeUrl(place, uri);
  if (uri.includes("#"))
    throw wrongAt(place, "value_invalid", "This must not have a fragment (#).");
  if (url.username !== "" || url.password !== "") {
    throw wrongAt(place, "value_invalid", "This must not hold a user name or password.");
  }
  return uri;
}

/** Reads an origin: https or on loopback, scheme, host and port only. */
export function readOrigin(place: YamlPlace): string {
  const text = readText(place);
  const { origin } = readSafeUrl(place, text);
  if (text !== origin) {
    throw wrongAt(place, "value_invalid", `This must be scheme, host and port only: ${origin}.`);
  }
  return origin;
}

/** Reads an issuer or the address of its keys: https, or on loopback. */
export function readServiceUrl(place: YamlPlace): string {
  const text = readText(place);
  readSafeUrl(place, text);
  return text;
}

/** Reads an OAuth 1.0 consumer's realm: `https://app.example.com/`, or `https://*.example.com/` for any host below. */
export function readRealm(place: YamlPlace): string {
  const realm = readText(place);
  const plain = realm.replace(/^(https?:\/\/)\*\./u, "$1");
  const url = URL.canParse(plain) ? new URL(plain) : undefined;
  if (url === undefined || !/^https?:$/u.test(url.protocol) || realm.includes("#")) {
    throw wrongAt(
      place,
      "value_invalid",
      "This must be an http or https address without a fragment, such as https://app.example.com/.",
    );
  }
  return realm;
}

function readSafeUrl(place: YamlPlace, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const loopback =
    url?.protocol === "http:" &&
    (url.hostname === "localhost" || url.hostname === "[::1]" || isLoopbackAddress(url.hostname));
  if (url === undefined || !(url.protocol === "https:" || loopback)) {
    throw wrongAt(
      place,
      "value_invalid",
      "This must be an absolute https address, or http on localhost, 127.0.0.1 or [::1].",
    );
  }
  return url;
}

function isLoopbackAddress(host: string): boolean {
  return isIPv4(host) && host.startsWith("127.");
}
