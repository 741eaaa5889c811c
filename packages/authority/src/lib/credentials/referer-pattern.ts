/**
 * Says whether a Referer lies under a browser key's pattern: `https://app.example.com/*`, `*.example.com/*`, `example.com`.
 * A pattern without a scheme fits http and https, one without a path fits every path. `*` stands for any text, in the
 * host part within the host only: `*.example.com/*` does not fit `https://evil.example/x.example.com/`.
 */
export function matchesReferer(pattern: string, referer: string): boolean {
  if (!URL.canParse(referer)) return false;
  const url = new URL(referer);
  if (url.protocol !== "http:" && url.protocol !== "https:") return false;
  const { scheme, host, path } = splitPattern(pattern);
  if (scheme !== undefined && `${scheme}:` !== url.protocol) return false;
  const defaultPort = url.protocol === "https:" ? ":443" : ":80";
  return (
    (matchesWildcard(host, url.host) || matchesWildcard(host, url.host + defaultPort)) &&
    (path === undefined || matchesWildcard(path, url.pathname + url.search))
  );
}

/** Says whether a text is such a pattern: a host, with scheme and path if wanted. */
export function isRefererPattern(pattern: string): boolean {
  const { scheme, host } = splitPattern(pattern);
  if (scheme !== undefined && scheme !== "http" && scheme !== "https") return false;
  return (
    /^(?:\[[0-9a-f:]+\]|[a-z0-9*._-]+)(?::(?:\d{1,5}|\*))?$/u.test(host) && !/\s/u.test(pattern)
  );
}

/** Says whether a text fits a pattern in which `*` stands for any text. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  const last = others.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let position = first.length;
  for (const part of others) {
    const found = text.indexOf(part, position);
    if (found === -1) return false;
    position = found + part.length;
  }
  return text.length - last.length >= position && text.endsWith(last);
}

function splitPattern(pattern: string): {
  scheme: string | undefined;
  host: string;
  path: string | undefined;
} {
  const [, scheme, host = "", path] = /^(?:([a-z]+):\/\/)?([^/?#]*)(.*)$/isu.exec(pattern) ?? [];
  return {
    scheme: scheme?.toLowerCase(),
    host: host.toLowerCase(),
    path: path === "" ? undefined : path,
  };
}
