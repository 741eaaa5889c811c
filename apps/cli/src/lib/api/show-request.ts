import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { callMethod, type ReadyCall } from "./call-method.ts";

/** Thrown in the place of sending. */
class Captured extends Error {
  override readonly name = "Captured";
  readonly request: Request;

  constructor(request: Request) {
    super("The request is not to be sent.");
    this.request = request;
  }
}

const secretParameters = ["access_token", "oauth_token", "key"];

/** Shows the request that a call would begin with, and the same for curl. Nothing is sent, no token is asked for. */
export async function showRequest(
  host: Host,
  ready: ReadyCall,
  to: { baseUrl: string; credentialHeaders: Record<string, string>; json: boolean },
): Promise<void> {
  const request = await capture(host, ready, to.baseUrl);
  const { method } = request;
  const url = withoutSecrets(request.url);
  const own = Object.fromEntries(request.headers);
  const headers = { ...own, ...to.credentialHeaders };
  const type = request.headers.get("content-type") ?? "";
  const isText = type.includes("json");
  const body = isText ? await request.text() : undefined;
  const media = request.body !== null && !isText ? ready.flags.upload : undefined;
  const curl = curlOf({ method, url, own, credential: to.credentialHeaders, body, media });
  if (to.json) {
    const sent: unknown = body === undefined || body === "" ? undefined : JSON.parse(body);
    host.print(JSON.stringify({ method, url, headers, body: sent, media, curl }, undefined, 2));
    return;
  }
  const lines = [
    `${method} ${url}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ["", JSON.stringify(JSON.parse(body), undefined, 2)]),
    ...(media === undefined ? [] : ["", `(${media})`]),
    ...(curl === undefined ? [] : ["", curl]),
  ];
  host.print(lines.join("\n"));
}

async function capture(host: Host, ready: ReadyCall, baseUrl: string): Promise<Request> {
  const fetch = (request: Request): Promise<Response> => Promise.reject(new Captured(request));
  try {
    await callMethod(host, ready, { transport: { baseUrl, fetch }, json: true });
  } catch (error) {
    if (error instanceof Captured) return error.request;
    throw error;
  }
  throw new CliError(exitCodes.failed, "The call would send nothing.");
}

function withoutSecrets(address: string): string {
  const url = new URL(address);
  for (const name of secretParameters) {
    if (url.searchParams.has(name)) url.searchParams.set(name, "…");
  }
  return url.href;
}

/** A multipart body has the media in its middle, which curl cannot put together. */
function curlOf(request: {
  method: string;
  url: string;
  own: Record<string, string>;
  credential: Record<string, string>;
  body: string | undefined;
  media: string | undefined;
}): string | undefined {
  const { method, url, own, credential, body, media } = request;
  if (own["content-type"]?.startsWith("multipart/") === true) return undefined;
  const words = [
    `curl -X ${method} ${quote(url)}`,
    ...Object.entries(own).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    // The shell fills in the secret.
    ...Object.entries(credential).map(([name, value]) => `-H "${name}: ${value}"`),
    ...(body === undefined ? [] : [`--data-binary ${quote(body)}`]),
    ...(media === undefined ? [] : [`--data-binary ${quote(`@${media}`)}`]),
  ];
  return words.join(" \\\n  ");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
