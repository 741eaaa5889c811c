import type { OpenApiContext } from "./context.ts";
import type { ServerObject } from "./document.ts";
import { extensionsOf } from "./extensions.ts";

/** Lists where an API is: its root, then its regional endpoints. An address that does not end in one `/` is kept as it is too. */
export function serverObjects({ document, address }: OpenApiContext): ServerObject[] {
  const regional = (document.endpoints ?? []).map((endpoint) => ({
    url: withoutSlash(endpoint.endpointUrl),
    ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
    ...extensionsOf(endpoint, [
      ...(isSaid(endpoint.endpointUrl) ? ["endpointUrl"] : []),
      "description",
    ]),
  }));
  const { rootUrl } = address;
  const isRootSaid = document.rootUrl !== undefined && isSaid(rootUrl);
  const root = {
    url: withoutSlash(rootUrl),
    ...(isRootSaid ? {} : { "x-google-rootUrl": document.rootUrl ?? null }),
  };
  return [root, ...regional];
}

/** Paths begin with one. */
function withoutSlash(url: string): string {
  return url.replace(/\/$/, "");
}

function isSaid(url: string): boolean {
  return `${withoutSlash(url)}/` === url;
}
