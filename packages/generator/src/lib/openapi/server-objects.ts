import type { OpenApiContext } from "./context.ts";
import type { ServerObject } from "./document.ts";
import { extensionsOf } from "./extensions.ts";

/** Lists where an API is: its root, then its regional endpoints. */
export function serverObjects({ document }: OpenApiContext): ServerObject[] {
  const regional = (document.endpoints ?? []).map((endpoint) => ({
    url: withoutSlash(endpoint.endpointUrl),
    ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
    ...extensionsOf(endpoint, ["endpointUrl", "description"]),
  }));
  return [{ url: withoutSlash(document.rootUrl) }, ...regional];
}

/** Paths begin with one. */
function withoutSlash(url: string): string {
  return url.replace(/\/$/, "");
}
