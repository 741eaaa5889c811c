import { sign } from "@leasehold/oauth1";
import type { SigningCredentials } from "@leasehold/oauth1/credentials";
import { unreachable } from "../unreachable.ts";
import { problemError, problemIn } from "./problem-error.ts";

const answerTimeoutMs = 30_000;

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
  const { address, credentials, parameters } = options;
  const signed = await sign({
    request: { method: "POST", url: address, form: formOf(options.form) },
    credentials,
    parameters,
  });
  const { authorization = "", form = "", baseString: ours } = signed;
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
  const init = { method: "POST", headers, body: form };
  const { status, text } = await send(options.fetch, address, init);
  if (status === 200) return text;
  throw problemError(problemIn(text), { address, status, ours });
}

async function send(
  fetch: typeof globalThis.fetch,
  address: string,
  init: RequestInit,
): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(address, {
      ...init,
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw unreachable(address, cause);
  }
}

function formOf(values: Record<string, string | undefined> = {}): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) form.append(name, value);
  }
  return form.toString();
}
