// URL reads more than this, but not as every browser and library does, and a header cannot carry all of it.
const plainAddress = /^https?:\/\/[!-[\]-~]+$/i;

/**
 * Says whether an address lies under a consumer's realm: same scheme and port, same host (or one below
 * `https://*.example.com/`), a path below the realm's. Fragments and user names are under none, nor is
 * anything but printable ASCII without blanks and backslashes: the rest is to be percent-encoded.
 */
export function isUnderRealm(realm: string, address: string): boolean {
  if (!plainAddress.test(address) || address.includes("#")) return false;
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return false;
  const isWildcard = /^https?:\/\/\*\./u.test(realm);
  const root = new URL(isWildcard ? realm.replace("*.", "") : realm);
  const isHost =
    url.hostname === root.hostname || (isWildcard && url.hostname.endsWith(`.${root.hostname}`));
  if (url.protocol !== root.protocol || url.port !== root.port || !isHost) return false;
  const folder = root.pathname.endsWith("/") ? root.pathname : `${root.pathname}/`;
  return url.pathname === root.pathname || url.pathname.startsWith(folder);
}
