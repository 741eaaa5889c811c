import { ApiError } from "./lib/api-error.ts";
import type { CallOptions } from "./client-runtime.ts";
import { callHeaders, callUrl } from "./lib/call-request.ts";
import type { CallTarget } from "./lib/call-target.ts";
import { readAnswer } from "./lib/read-answer.ts";
import { resumedBody } from "./lib/resumed-body.ts";

/** What goes with a download. */
export interface DownloadOptions extends CallOptions {
  /** How often in a row the connection may break before it is given up; 1 gives up at once. Default: 4. */
  attemptsMax?: number | undefined;
  /** The longest wait after a first cut; it doubles with each one. In milliseconds. Default: 500. */
  delayMs?: number | undefined;
  /** The longest wait. In milliseconds. Default: 30000. */
  delayMaxMs?: number | undefined;
  /** A number from 0 to 1, to spread waits by. Default: Math.random. */
  random?: (() => number) | undefined;
}

/** A call whose answer can be a file. */
export interface Download<Parameters> {
  /**
   * Gets the file. Its bytes come as they are read from the answer's `body`. When the connection is cut, they go on from where they
   * were if the server said with a strong ETag which file it is; otherwise the body fails and says why.
   * @returns The answer, with status 2xx.
   * @throws {ApiError} For any other status.
   */
  readonly download: (parameters: Parameters, options?: DownloadOptions) => Promise<Response>;
}

/** Gives the calls that can answer with a file their `download`. */
export function downloads(call: object, target: CallTarget): void {
  const kind = target.details.download;
  if (kind === undefined) return;
  const download = async (
    parameters: Record<string, unknown> = {},
    options: DownloadOptions = {},
  ): Promise<Response> => {
    const asked = kind === "media" ? { ...parameters, alt: "media" } : parameters;
    const { signal, attemptsMax = 4, delayMs = 500, delayMaxMs = 30_000 } = options;
    const ask = (own: Record<string, string>) =>
      target.send(
        new Request(callUrl(target, target.path, asked), {
          method: target.verb,
          headers: callHeaders(target, options, own),
          signal: signal ?? null,
        }),
      );
    const response = await ask({});
    if (!response.ok) await readAnswer(response);
    if (response.status >= 300) throw new ApiError(response, undefined);
    // Asking again for what another verb answers may do a thing twice.
    if (!response.body || target.verb !== "GET") return response;
    const { random = Math.random } = options;
    const waits = { attemptsMax, delayMs, delayMaxMs, random, signal };
    return new Response(resumedBody(response.body, { response, ask, ...waits }), response);
  };
  Object.assign(call, { download });
}
