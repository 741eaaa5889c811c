import type { CallOptions } from "../client-runtime.ts";
import type { CallTarget } from "./call-target.ts";
import { expandPath } from "./expand-path.ts";
import { serializeQuery } from "./serialize-query.ts";
import { splitParameters } from "./split-parameters.ts";

/** Where a call goes, with its parameters. */
export function callUrl(
  { baseUrl, details }: CallTarget,
  template: string,
  parameters: Record<string, unknown>,
): string {
  const { path, query } = splitParameters(template, { ...details.query, ...parameters });
  const search = serializeQuery(query);
  return `${baseUrl}${expandPath(template, path)}${search === "" ? "" : `?${search}`}`;
}

/** The headers of a request: the client's, then the call's, then its own. */
export function callHeaders(
  target: CallTarget,
  options: CallOptions,
  own: Record<string, string | undefined> = {},
): Headers {
  const headers = new Headers({ ...target.headers, ...options.headers });
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}
