import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AuthError } from "../auth-error.ts";
import { finalPage } from "./final-page.ts";

/** A server on the loopback interface that waits for the browser to come back (RFC 8252, 7.3). */
export interface LoopbackReceiver extends AsyncDisposable {
  redirectUri: string;
  /** The address that the browser was redirected to, of the sign-in with this state. */
  answer: Promise<string>;
}

/**
 * @param options.state requests with another state are turned away, and the wait goes on.
 * @param options.timeoutMs how long the user may take.
 * @param options.signal ends the wait.
 */
export async function receiveRedirect(options: {
  state: string;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}): Promise<LoopbackReceiver> {
  const { promise: answer, resolve, reject } = Promise.withResolvers<string>();
  // Whoever waits sees the rejection; until then it is not an unhandled one.
  answer.catch(() => undefined);
  const server = createServer((request, response) => {
    respond(request, response, { state: options.state, done: resolve });
  });
  const redirectUri = await listen(server);
  const timer = setTimeout(() => reject(timeout(options.timeoutMs)), options.timeoutMs);
  const abort = (): void => reject(aborted());
  options.signal?.addEventListener("abort", abort);
  if (options.signal?.aborted === true) abort();
  return {
    redirectUri,
    answer,
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", abort);
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

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  sign: { state: string; done: (address: string) => void },
): void {
  const address = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
  const { searchParams } = address;
  const isAnswer = searchParams.has("code") || searchParams.has("error");
  if (request.method !== "GET" || !isAnswer) {
    send(response, 404, { title: "Not found", text: "This page only ends a sign-in." });
    return;
  }
  if (searchParams.get("state") !== sign.state) {
    send(response, 400, {
      title: "Another sign-in",
      text: "This answer belongs to another sign-in. Go back and open the newest address.",
    });
    return;
  }
  // Only when the page is out may the program close the server.
  response.on("close", () => sign.done(address.href));
  if (searchParams.has("error")) {
    send(response, 200, {
      title: "Access was not allowed",
      text: "Nothing was granted. You can close this window.",
    });
    return;
  }
  send(response, 200, {
    title: "Done in the browser",
    text: "You can close this window and go back to the program that you came from.",
  });
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

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port was given.");
  return `http://127.0.0.1:${address.port}/`;
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
