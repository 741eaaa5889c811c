import { isIP } from "node:net";
import { isUnderRealm } from "../oauth1/realm.ts";
import { OpenIdError } from "./openid-error.ts";

const addressLengthMax = 2048;
const addressPattern = /^https?:\/\/[!-~]+$/iu;

/**
 * Reads `openid.realm`: the addresses that a site speaks for (OpenID Authentication 2.0, section 9.2).
 *
 * @returns it in one spelling, so that it can be compared: `https://app.example.com/`, `https://*.example.com/`.
 * @throws OpenIdError for one that is no web address, has a fragment, or whose `*` covers too much.
 */
export function readRealm(text: string): string {
  const wildcard = /^(https?:\/\/)\*\./iu.exec(text);
  const plain = wildcard === null ? text : text.replace("*.", "");
  const url = addressPattern.test(plain) && URL.canParse(plain) ? new URL(plain) : undefined;
  if (
    url === undefined ||
    plain.includes("#") ||
    plain.includes("\\") ||
    url.hostname.includes("*") ||
    url.username !== "" ||
    url.password !== ""
  ) {
    throw new OpenIdError(
      "openid.realm must be an http or https address without a fragment, such as https://app.example.com/ or https://*.example.com/.",
    );
  }
  if (wildcard === null) return url.href;
  if (isTooWide(url.hostname)) {
    throw new OpenIdError(
      `openid.realm: *.${url.hostname} would speak for other people's sites. Name a domain of your own.`,
    );
  }
  return url.href.replace("://", "://*.");
}

/**
 * Reads `openid.return_to`: where the answer goes, below the realm.
 *
 * @throws OpenIdError
 */
export function readReturnTo(text: string, realm: string): string {
  const isAddress =
    text.length <= addressLengthMax &&
    addressPattern.test(text) &&
    !text.includes("\\") &&
    isUnderRealm(realm, text);
  // A site that finds a field twice may take the one that is not ours.
  const url = isAddress ? new URL(text) : undefined;
  if (url !== undefined && !url.hostname.includes("*") && !isAnswer(url.searchParams)) return text;
  throw new OpenIdError(
    `openid.return_to must be an http or https address under openid.realm, ${realm}, in at most ${addressLengthMax} characters, with all but ASCII percent-encoded, without a fragment and without parameters that begin with openid.`,
  );
}

function isAnswer(parameters: URLSearchParams): boolean {
  return [...parameters.keys()].some((name) => name.toLowerCase().startsWith("openid."));
}

// As other providers judge: a second level that is this short below a country stands for many (co.uk, com.au).
const sharedLabelLengthMax = 3;

function isTooWide(host: string): boolean {
  const labels = host.split(".").filter((label) => label !== "");
  const [country = "", second = ""] = labels.toReversed();
  if (isIP(host) !== 0 || labels.length < 2) return true;
  return labels.length === 2 && country.length === 2 && second.length <= sharedLabelLengthMax;
}
