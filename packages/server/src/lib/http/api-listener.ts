import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { backendError } from "../api/api-error.ts";
import type { ApiSurface } from "../api/api-surface.ts";
import type { ApiAnswer } from "../api/exchange.ts";
import { renderError } from "../api/render-error.ts";
import type { ApiMetrics } from "../metrics/api-metrics.ts";
import { createAnswerLog } from "./answer-log.ts";
import { createBodyReader } from "./body-reader.ts";
import { compressAnswer, wantsGzip } from "./compress-answer.ts";
import { limits } from "./limits.ts";
import { hasBody, RequestAborted } from "./read-body.ts";
import { refuseOtherAuthorization } from "./one-authorization.ts";
import { createRequestIds } from "./request-id.ts";
import { sendAnswer } from "./send-answer.ts";
import { createWaitingRequests } from "./waiting-requests.ts";

/** Serves the API's surface on a node:http server. */
export interface ApiListener {
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Refuses what comes from now on, and ends what only waits. Resolves when everything taken is answered. */
  stop: () => Promise<void>;
}

export interface ApiListenerOptions {
  surface: ApiSurface;
  /** The client's address, after trusted proxies. */
  addressOf: (request: IncomingMessage) => string;
  /** The host that the client asked, after trusted proxies. */
  hostOf: (request: IncomingMessage) => string | undefined;
  logger: Logger;
  metrics: ApiMetrics;
}

export function createApiListener(options: ApiListenerOptions): ApiListener {
  const { logger } = options;
  let inFlight = 0;
  let stopped: (() => void) | undefined;
  const serve = createServe(options, () => stopped !== undefined);

  async function handle(exchange: Exchange): Promise<void> {
    try {
      await serve.answer(exchange);
    } catch (error) {
      logger.error({ err: error }, "an answer could not be sent");
      exchange.response.destroy();
    }
    inFlight -= 1;
    if (inFlight === 0) stopped?.();
  }

  return {
    handle(request, response) {
      inFlight += 1;
      void handle({ request, response });
    },
    stop() {
      return new Promise((resolve) => {
        stopped = resolve;
        serve.endWaiting();
        if (inFlight === 0) resolve();
      });
    },
  };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

function createServe(
  options: ApiListenerOptions,
  isStopping: () => boolean,
): {
  answer: (exchange: Exchange) => Promise<void>;
  endWaiting: () => void;
} {
  const { surface, addressOf, hostOf, metrics } = options;
  const answerLog = createAnswerLog(options);
  const bodies = createBodyReader();
  const newRequestId = createRequestIds();
  const waiting = createWaitingRequests();

  function answerTo({ request, response }: Exchange): Promise<ApiAnswer> {
    const target = request.url!;
    refuseOtherAuthorization(request.rawHeaders);
    let signal: AbortSignal | undefined;
    const handle = (body: Buffer | undefined): Promise<ApiAnswer> =>
      surface.handle({
        method: request.method!,
        target,
        host: hostOf(request),
        headers: request.headers,
        body,
        remoteAddress: addressOf(request),
        signal: () => (signal ??= waiting.signalOf(response)),
      });
    if (!hasBody(request)) return handle(undefined);
    const bytesMax = surface.isBatch(target) ? limits.batchBytesMax : limits.bodyBytesMax;
    return bodies.withBody(request, bytesMax, handle);
  }

  async function settle(exchange: Exchange): Promise<ApiAnswer | undefined> {
    try {
      if (isStopping()) throw backendError("Backend Error. This server is stopping.");
      return await answerTo(exchange);
    } catch (error) {
      if (error instanceof RequestAborted) return undefined;
      // What is left of the body is not read: the connection cannot be used again.
      exchange.response.shouldKeepAlive = false;
      return renderError(error, { pretty: true, methodId: undefined });
    }
  }

  return {
    endWaiting: () => waiting.endAll(),
    async answer(exchange) {
      const startedMs = performance.now();
      const { request, response } = exchange;
      let answer = await settle(exchange);
      if (answer === undefined) return;
      if (wantsGzip(request.headers["accept-encoding"], answer)) {
        answer = await compressAnswer(answer);
      }
      const logs = answerLog.wants(answer);
      const identified =
        logs || answer.status >= 400 || request.headers["x-request-id"] !== undefined;
      const requestId = identified ? newRequestId(request) : undefined;
      if (isStopping()) response.shouldKeepAlive = false;
      sendAnswer({ request, response, requestId }, answer);
      const seconds = (performance.now() - startedMs) / 1000;
      metrics.observe(answer.methodId ?? "unknown", answer.status, seconds);
      if (logs) answerLog.write(answer, { request, seconds, requestId: requestId! });
    },
  };
}
