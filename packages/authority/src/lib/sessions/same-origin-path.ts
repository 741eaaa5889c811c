/**
 * Where to go after signing in: a path on this origin and nothing else.
 *
 * @param value - what the form or query brought.
 * @param origin - the origin that the request reached us by.
 * @returns the path with its query, or undefined for anything that would lead elsewhere.
 */
export function sameOriginPath(value: string | undefined, origin: string): string | undefined {
  if (value === undefined || !value.startsWith("/")) return undefined;
  let url: URL;
  try {
    url = new URL(value, origin);
  } catch {
    return undefined;
  }
  // A second slash or a backslash would name another host; URL has resolved both by now.
  if (url.origin !== origin || url.username !== "" || url.password !== "") return undefined;
  const path = `${url.pathname}${url.search}`;
  return path.startsWith("//") ? undefined : path;
}
