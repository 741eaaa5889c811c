import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** Takes requests for any host, as a proxy does, and sends them all to one server. */
export interface ForwardProxy extends AsyncDisposable {
  url: string;
}

/** Listens on a free port and forwards to `target`, path and headers unchanged but for Host. */
export async function startForwardProxy(target: string): Promise<ForwardProxy> {
  const server = createServer((incoming, answer) => {
    const { pathname, search } = new URL(incoming.url ?? "/", target);
    const outgoing = request(
      new URL(pathname + search, target),
      { method: incoming.method, headers: { ...incoming.headers, host: new URL(target).host } },
      (received) => {
        answer.writeHead(received.statusCode ?? 502, received.headers);
        received.pipe(answer);
      },
    );
    outgoing.on("error", (error) => answer.destroy(error));
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
