import type { AuthorityContext } from "./context.ts";

/** The paths of the token endpoint: one implementation behind all of them. */
export const tokenPaths: readonly string[] = [
  "/token",
  "/o/oauth2/token",
  "/oauth2/v3/token",
  "/oauth2/v4/token",
  "/accounts/o8/oauth2/token",
];

// Client libraries sign for these whatever address they then send to.
const googleTokenAddresses: ReadonlySet<string> = new Set([
  "https://accounts.google.com/o/oauth2/token",
  "https://accounts.google.com/token",
  "https://oauth2.googleapis.com/token",
  "https://www.googleapis.com/oauth2/v3/token",
  "https://www.googleapis.com/oauth2/v4/token",
]);

/** Says whether a JWT's audience is a token endpoint: one of ours, or one of Google's constants. */
export function isTokenAddress(context: Pick<AuthorityContext, "originOf">, url: string): boolean {
  if (googleTokenAddresses.has(url)) return true;
  return tokenPaths.some(
    (path) => url.endsWith(path) && isOwnOrigin(context, url.slice(0, -path.length)),
  );
}

/** Says whether this is an origin that the service is reached by, without a path. */
export function isOwnOrigin(context: Pick<AuthorityContext, "originOf">, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const own = context.originOf(new URL(origin).host);
  return own !== undefined && own === origin;
}
