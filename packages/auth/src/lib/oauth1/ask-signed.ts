import { sign } from "@leasehold/oauth1";
import type { SigningCredentials } from "@leasehold/oauth1/credentials";
import { fetchText } from "../fetch-text.ts";
import { problemError } from "./problem-error.ts";

/** A signed POST to one of the server's own addresses; gives the body of a 200 answer. */
export async function askSigned(options: {
  address: string;
  credentials: SigningCredentials;
  /** Sent as the body, and signed. */
  form?: Record<string, string | undefined>;
  /** Sent in the header beside the protocol's own. */
  parameters?: Record<string, string>;
  fetch: typeof globalThis.fetch;
}): Promise<string> {
  const { address, credentials, parameters, fetch } = options;
  const signed = await sign({
    request: { method: "POST", url: address, form: formOf(options.form) },
    credentials,
    parameters,
  });
  const { authorization = "", form = "", baseString: ours } = signed;
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
  const { response, text } = await fetchText(address, {
    fetch,
    method: "POST",
    headers,
    body: form,
  });
  const { status } = response;
  if (status === 200) return text;
  throw problemError(text, { address, status, ours });
}

function formOf(values: Record<string, string | undefined> = {}): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) form.append(name, value);
  }
  return form.toString();
}
