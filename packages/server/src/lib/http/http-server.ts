import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { limits } from "./limits.ts";
import { takeOriginForm } from "./origin-form.ts";

/** Handles a request and says true, or leaves it and says false. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Makes the server of the one port: what `first` leaves goes to `second`. */
export function createHttpServer(
  first: RequestHandler,
  second: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytesMax,
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      connectionsCheckingInterval: 5000,
      noDelay: true,
    },
    (request, response) => {
      takeOriginForm(request);
      if (!first(request, response)) second(request, response);
    },
  );
  server.maxConnections = limits.connectionsMax;
  server.timeout = limits.idleTimeoutMs;
  return server;
}
