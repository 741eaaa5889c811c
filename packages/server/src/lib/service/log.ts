import { type DestinationStream, type Logger, pino } from "pino";

/** How much is logged. */
export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";

/** Makes the service's log: one JSON object a line, on standard error by default. */
export function createLog(options: {
  level: LogLevel;
  destination: DestinationStream | undefined;
}): Logger {
  const { level, destination } = options;
  return pino(
    {
      level,
      // Fastify logs requests by this; a query may hold a token, so only the path is kept.
      serializers: { req: requestFacts },
    },
    destination ?? pino.destination(2),
  );
}

function requestFacts(request: { method?: string; url?: string; ip?: string }): object {
  return {
    method: request.method,
    path: request.url?.split(/[?#]/, 1)[0],
    remoteAddress: request.ip,
  };
}
