import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An application on a web server: all it does is to note how it was called back. */
export interface Application extends AsyncDisposable {
  /** Its redirect_uri. */
  callbackUri: string;
  /** The addresses that browsers were sent back to, the latest last. */
  callbacks: URL[];
}

/** Listens on a free port. */
export async function startApplication(): Promise<Application> {
  const callbacks: URL[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    if (url.pathname.startsWith("/callback")) callbacks.push(url);
    response.setHeader("content-type", "text/html");
    response.end("<title>The application</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    callbackUri: `http://127.0.0.1:${port}/callback`,
    callbacks,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
