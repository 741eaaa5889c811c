import { startLocalServer } from "@leasehold/testing/local-server";

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
  const server = await startLocalServer((request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    if (url.pathname.startsWith("/callback")) callbacks.push(url);
    response.setHeader("content-type", "text/html");
    response.end("<title>The application</title>");
  });
  return { ...server, callbackUri: `${server.origin}/callback`, callbacks };
}
