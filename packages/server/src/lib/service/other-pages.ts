import type { Authority } from "@leasehold/authority";
import { fastify, type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { serveConsole } from "../console/serve-console.ts";
import { createHttpServer, type RequestHandler } from "../http/http-server.ts";
import { limits } from "../http/limits.ts";
import { refuseConnection } from "../http/refuse-connection.ts";
import { landingPage } from "./landing-page.ts";

/** What everything that is not an API works with. */
export interface OtherPagesOptions {
  authority: Pick<Authority, "plugin">;
  registry: Registry;
  logger: Logger;
  trustProxy: boolean | readonly string[];
  /** The built console; left out, there is none. */
  consoleFolder: string | undefined;
  /** Takes the requests of the API's surface; false for any other. */
  takesRequest: RequestHandler;
  /** True while the stores answer and the service is not stopping. */
  isReady: () => Promise<boolean>;
}

/** Makes the Fastify that serves the console, the authority's pages, health, metrics and the landing page. */
export async function createOtherPages(options: OtherPagesOptions): Promise<FastifyInstance> {
  const { authority, registry, logger, trustProxy, consoleFolder, takesRequest, isReady } = options;
  const loggerInstance: FastifyBaseLogger = logger;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: typeof trustProxy === "boolean" ? trustProxy : [...trustProxy],
    bodyLimit: limits.bodyBytesMax,
    clientErrorHandler: refuseConnection,
    serverFactory: (handler) => createHttpServer(takesRequest, handler),
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: { code: 404, message: "Not Found. Start at /." } }),
  );
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500)
      return reply.code(status).send({ error: { code: status, message: error.message } });
    request.log.error({ err: error, req: request }, "failed");
    return reply.code(500).send({ error: { code: 500, message: "Internal Error" } });
  });
  const landing = landingPage({ hasConsole: consoleFolder !== undefined });
  app.get("/", (_request, reply) => reply.headers(landing.headers).send(landing.text));
  app.get("/healthz", (_request, reply) => reply.type("text/plain; charset=utf-8").send("ok\n"));
  app.get("/readyz", async (_request, reply) => {
    const ready = await isReady();
    return reply
      .code(ready ? 200 : 503)
      .type("text/plain; charset=utf-8")
      .send(ready ? "ok\n" : "not ready\n");
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  serveConsole(app, consoleFolder);
  await app.register(authority.plugin);
  await app.ready();
  return app;
}
