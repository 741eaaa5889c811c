import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface DiscoveryServer extends AsyncDisposable {
  url: string;
  /** Path and If-None-Match of each request. */
  seen: string[];
  /** Answers from now on. */
  answer: (request: IncomingMessage, response: ServerResponse) => void;
}

/** A discovery service on the loopback address, whose answers a test sets. */
export async function discoveryServer(): Promise<DiscoveryServer> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.url} ${request.headers["if-none-match"] ?? "-"}`);
    service.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const service: DiscoveryServer = {
    url: `http://127.0.0.1:${port}`,
    seen,
    answer: (_, response) => response.writeHead(404).end(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return service;
}
