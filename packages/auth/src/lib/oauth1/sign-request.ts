import { sign } from "@leasehold/oauth1";
import type { SigningCredentials } from "@leasehold/oauth1/credentials";

/**
 * Signs a request as it will be sent: its final address, and a form when its body is one (RFC 5849, 3.4.1.3.1). Bodies
 * of other types are not read.
 */
export async function signRequest(
  request: Request,
  options: {
    credentials: SigningCredentials;
    apiKey: string;
    /** The user to act as, without a token. */
    requestor?: string | undefined;
  },
): Promise<Request> {
  const { credentials, apiKey, requestor } = options;
  const placed =
    requestor === undefined ? request : new Request(withRequestor(request.url, requestor), request);
  const form = hasForm(placed) ? await placed.text() : undefined;
  const { method, url } = placed;
  const signed =
    form === undefined ? new Request(placed) : new Request(placed, { method, body: form });
  const { authorization = "" } = await sign({ request: { method, url, form }, credentials });
  signed.headers.set("authorization", authorization);
  signed.headers.set("x-goog-api-key", apiKey);
  return signed;
}

/** Whether a request's body is signed: it is a form. */
function hasForm(request: Request): boolean {
  const type = request.headers.get("content-type") ?? "";
  return request.body !== null && /^application\/x-www-form-urlencoded\b/i.test(type);
}

function withRequestor(address: string, requestor: string): string {
  const url = new URL(address);
  url.searchParams.set("xoauth_requestor_id", requestor);
  return url.href;
}
