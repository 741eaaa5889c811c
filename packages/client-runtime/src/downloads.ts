import { ApiError } from "./lib/api-error.ts";
import type { CallOptions } from "./client-runtime.ts";
import { callHeaders, callUrl } from "./lib/call-request.ts";
import type { CallTarget } from "./lib/call-target.ts";
import { readAnswer } from "./lib/read-answer.ts";

/** A call whose answer can be a file. */
export interface Download<Parameters> {
  /**
   * Gets the file. Its bytes come as they are read from the answer's `body`, which fails when the connection is cut.
   * @returns The answer, with status 2xx.
   * @throws {ApiError} For any other status.
   */
  readonly download: (parameters: Parameters, options?: CallOptions) => Promise<Response>;
}

/** Gives the calls that can answer with a file their `download`. */
export function downloads(call: object, target: CallTarget): void {
  const kind = target.details.download;
  if (kind === undefined) return;
  const download = async (
    parameters: Record<string, unknown> = {},
    options: CallOptions = {},
  ): Promise<Response> => {
    const asked = kind === "media" ? { ...parameters, alt: "media" } : parameters;
    const request = new Request(callUrl(target, target.path, asked), {
      method: target.verb,
      headers: callHeaders(target, options),
      signal: options.signal ?? null,
    });
    const response = await target.send(request);
    if (!response.ok) await readAnswer(response);
    if (response.status >= 300) throw new ApiError(response, undefined);
    return response;
  };
  Object.assign(call, { download });
}
