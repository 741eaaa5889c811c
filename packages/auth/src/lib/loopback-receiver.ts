import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AuthError } from "../auth-error.ts";
import { finalPage } from "./final-page.ts";
import type { RedirectJudge } from "./redirect-judgement.ts";

/** A server on the loopback interface that waits for the browser to come back (RFC 8252, 7.3). */
export interface LoopbackReceiver extends AsyncDisposable {
  redirectUri: string;
  /** The address that the browser was redirected to, with the fields of a form that it sent there in the query. */
  answer: Promise<string>;
}

/** A form holds one answer. */
const formBytesMax = 64 * 1024;
const timeoutDefaultMs = 5 * 60_000;

/**
 * @param options.judge what is not this sign-in's answer is turned away, and the wait goes on.
 * @param options.redirectUri an http address of this machine with a port, where one is registered; any free port by
 * default.
 * @param options.timeoutMs how long the user may take; five minutes by default.
 * @param options.signal ends the wait.
 */
export async function receiveRedirect(options: {
  judge: RedirectJudge;
  redirectUri?: string | undefined;
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
}): Promise<LoopbackReceiver> {
  const { judge, signal, timeoutMs = timeoutDefaultMs } = options;
  const { promise: answer, resolve, reject } = Promise.withResolvers<string>();
  // Whoever waits sees the rejection; until then it is not an unhandled one.
  answer.catch(() => undefined);
  const server = createServer((request, response) => {
    void respond(request, response, { judge, done: resolve });
  });
  const redirectUri = await listen(server, options.redirectUri);
  const timer = setTimeout(() => reject(timeout(timeoutMs)), timeoutMs);
  const abort = (): void => reject(aborted());
  signal?.addEventListener("abort", abort);
  if (signal?.aborted === true) abort();
  return {
    redirectUri,
    answer,
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      await close(server);
    },
  };
}

/** An address on the loopback interface that nobody listens on, for a browser on another machine. */
export async function vacantRedirectUri(): Promise<string> {
  const server = createServer();
  const address = await listen(server);
  await close(server);
  return address;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { judge, done }: { judge: RedirectJudge; done: (address: string) => void },
): Promise<void> {
  const address = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
  // OpenID 2.0 sends a long answer as a form (10.1.2 of it).
  const form = request.method === "POST" ? await formIn(request) : undefined;
  for (const [name, value] of form ?? []) address.searchParams.append(name, value);
  const isPage = request.method === "GET" || form !== undefined;
  switch (isPage ? judge(address.searchParams) : "unrelated") {
    case "unrelated":
      send(response, 404, { title: "Not found", text: "This page only ends a sign-in." });
      return;
    case "another":
      send(response, 400, {
        title: "Another sign-in",
        text: "This answer belongs to another sign-in. Go back and open the newest address.",
      });
      return;
    case "denied":
      // Only when the page is out may the program close the server.
      response.on("close", () => done(address.href));
      send(response, 200, {
        title: "Access was not allowed",
        text: "Nothing was granted. You can close this window.",
      });
      return;
    default:
      response.on("close", () => done(address.href));
      send(response, 200, {
        title: "Done in the browser",
        text: "You can close this window and go back to the program that you came from.",
      });
  }
}

async function formIn(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers["content-type"] ?? "")) {
    return undefined;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > formBytesMax) return undefined;
      chunks.push(chunk);
    }
  } catch {
    // The browser has hung up.
    return undefined;
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

function send(
  response: ServerResponse,
  status: number,
  content: { title: string; text: string },
): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy":
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    connection: "close",
  });
  response.end(finalPage(content));
}

async function listen(server: Server, redirectUri?: string): Promise<string> {
  const { port, hostname } = redirectUri === undefined ? anyPort : placeOf(redirectUri);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(cannotListen(`${hostname}:${port}`, cause)));
    server.listen(port, hostname, resolve);
  });
  if (redirectUri !== undefined) return redirectUri;
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port was given.");
  return `http://127.0.0.1:${address.port}/`;
}

const anyPort = { port: 0, hostname: "127.0.0.1" };
const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

function placeOf(redirectUri: string): { port: number; hostname: string } {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  if (url?.protocol !== "http:" || !loopbackHosts.has(url.hostname)) {
    throw new TypeError(
      `The callback ${redirectUri} is not on this machine: give one such as http://127.0.0.1:9004/callback.`,
    );
  }
  return { port: Number(url.port || 80), hostname: url.hostname.replace(/^\[|\]$/g, "") };
}

function cannotListen(place: string, cause: unknown): AuthError {
  return new AuthError(
    "redirect_invalid",
    `Cannot listen on ${place} for the browser to come back: stop what listens there, or register another callback.`,
    { cause },
  );
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function timeout(timeoutMs: number): AuthError {
  return new AuthError(
    "sign_in_timeout",
    `Nobody finished the sign-in within ${Math.round(timeoutMs / 1000)} seconds: start again.`,
  );
}

function aborted(): AuthError {
  return new AuthError("sign_in_aborted", "The sign-in was stopped: start again when you like.");
}
