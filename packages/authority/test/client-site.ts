import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A customer's web application, as far as an authorization needs one: the address that answers come to. */
export interface ClientSite extends AsyncDisposable {
  callback: string;
  /** The parameters of the last answer. */
  last(): Record<string, string>;
}

export async function startClientSite(): Promise<ClientSite> {
  let last: Record<string, string> = {};
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname === "/callback") last = Object.fromEntries(url.searchParams);
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>Client</title>Thank you.");
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    callback: `http://127.0.0.1:${port}/callback`,
    last: () => last,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
