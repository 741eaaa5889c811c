/**
 * A base URL without a slash at its end.
 *
 * @throws TypeError when it is not an http or https URL.
 */
export function parseIssuer(issuer: string): string {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new TypeError(`The issuer ${issuer} is not an http or https URL.`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
