import { parseRequest } from "@leasehold/oauth1/parse-request";
import { signatureText } from "./lib/oauth1/problem-error.ts";

/**
 * Says where the base string of a signed request differs from the one that the API computed, which is in its answer to
 * a bad signature.
 *
 * @param request as it was sent, signed in its header; its body is not read.
 * @param response the answer; its body is read from a copy.
 * @param form the body, when it is a form.
 * @returns a line for each difference; undefined for any other answer.
 */
export async function explainRefusedSignature(
  request: Request,
  response: Response,
  form?: string,
): Promise<string | undefined> {
  const authorization = request.headers.get("authorization") ?? "";
  if (response.status !== 401 || !/^OAuth /i.test(authorization)) return undefined;
  const theirs = debugInfoIn(await response.clone().text());
  if (theirs === undefined) return undefined;
  const { method, url } = request;
  const { baseString: ours } = parseRequest({ method, url, authorization, form });
  return signatureText({ ours, theirs });
}

function debugInfoIn(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as {
      error?: { message?: unknown; errors?: { debugInfo?: unknown }[] };
    };
    const debugInfo = error?.errors?.[0]?.debugInfo;
    const isSignature = /^signature_invalid\b/.test(String(error?.message));
    return isSignature && typeof debugInfo === "string" ? debugInfo : undefined;
  } catch {
    return undefined;
  }
}
