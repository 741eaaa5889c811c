import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";

/** A fetch for signed requests, which says where the two base strings differ when a signature does not verify. */
export function explainingFetch(): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const isSigned = request.headers.get("authorization")?.startsWith("OAuth ") === true;
    if (!isSigned) return fetch(request);
    // What was signed stays; the body is sent.
    const sent = new Request(request.url, { method: request.method, headers: request.headers });
    const response = await fetch(request);
    if (response.status !== 401) return response;
    const { explainRefusedSignature } = await import("@leasehold/auth/refused-signature");
    const explanation = await explainRefusedSignature(sent, response);
    if (explanation === undefined) return response;
    throw new CliError(exitCodes.signIn, explanation);
  };
}
