import type { IncomingMessage } from "node:http";
import type { Logger } from "pino";
import type { ApiAnswer } from "../api/exchange.ts";

/** Writes answered calls to the log: what failed inside always, the others at the level `debug`. */
export interface AnswerLog {
  wants: (answer: ApiAnswer) => boolean;
  write: (
    answer: ApiAnswer,
    facts: { request: IncomingMessage; seconds: number; requestId: string },
  ) => void;
}

export function createAnswerLog(options: {
  logger: Logger;
  addressOf: (request: IncomingMessage) => string;
}): AnswerLog {
  const { logger, addressOf } = options;
  const logsEach = logger.isLevelEnabled("debug");
  return {
    wants: ({ fault }) => logsEach || fault !== undefined,
    // Never the target or a header: they may hold a token.
    write({ status, methodId, fault }, { request, seconds, requestId }) {
      const line = {
        requestId,
        method: methodId ?? request.method,
        status,
        milliseconds: Math.round(seconds * 100_000) / 100,
        remoteAddress: addressOf(request),
      };
      if (fault === undefined) logger.debug(line, "answered");
      else logger.error({ ...line, err: fault }, "failed");
    },
  };
}
