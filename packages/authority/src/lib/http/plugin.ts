import type { FastifyInstance, FastifyPluginAsync, HTTPMethods } from "fastify";
import type { AuthorityContext } from "../context.ts";
import { openSigningKeys } from "../oauth/signing-keys.ts";
import { openTrustedKeys } from "../oauth/trusted-keys.ts";
import { stylesheet } from "../pages/stylesheet.ts";
import {
  type Address,
  credentialAddresses,
  pageAddresses,
  protocolAddresses,
  signedAddresses,
} from "./address-table.ts";
import { allowAnyOrigin, answerPreflight } from "./cors.ts";
import type { EndpointContext } from "./endpoint.ts";
import { originOf } from "./origin.ts";
import { pageHeaders } from "./page-headers.ts";
import {
  answerEnvelopeError,
  answerPageError,
  answerProtocolError,
  answerSignedError,
} from "./error-answers.ts";
import { bodyBytesMax, parseBodies, parseJsonBodies } from "./parameters.ts";

/** The OAuth 2.0, OpenID Connect and OAuth 1.0 addresses and the pages that belong to them, for the service's Fastify. */
export function oauthPlugin(context: AuthorityContext): FastifyPluginAsync {
  const endpoints: EndpointContext = {
    ...context,
    signingKeys: openSigningKeys(context),
    trustedKeys: openTrustedKeys(context),
    stylesheet: stylesheet(),
  };
  return async (app) => {
    await app.register((scope) => serveProtocol(scope, endpoints));
    await app.register((scope) => serveSigned(scope, endpoints));
    await app.register((scope) => serveCredentials(scope, endpoints));
    await app.register((scope) => servePages(scope, endpoints));
  };
}

async function serveProtocol(app: FastifyInstance, context: EndpointContext): Promise<void> {
  parseBodies(app);
  app.setErrorHandler(answerProtocolError(context));
  servePrograms(app, context, protocolAddresses);
}

async function serveCredentials(app: FastifyInstance, context: EndpointContext): Promise<void> {
  parseJsonBodies(app);
  app.setErrorHandler(answerEnvelopeError(context));
  servePrograms(app, context, credentialAddresses);
}

function servePrograms(
  app: FastifyInstance,
  context: EndpointContext,
  addresses: readonly Address[],
): void {
  app.addHook("onRequest", async (request, reply) => {
    allowAnyOrigin(reply);
    reply.header("cache-control", "no-store").header("x-content-type-options", "nosniff");
    if (request.method !== "OPTIONS") originOf(context, request);
  });
  for (const address of addresses) {
    route(app, context, address);
    for (const path of address.paths) {
      app.options(path, async (_request, reply) => answerPreflight(reply, address.methods));
    }
  }
}

async function serveSigned(app: FastifyInstance, context: EndpointContext): Promise<void> {
  parseBodies(app);
  app.setErrorHandler(answerSignedError(context));
  app.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store").header("x-content-type-options", "nosniff");
    originOf(context, request);
  });
  for (const address of signedAddresses) route(app, context, address);
}

async function servePages(app: FastifyInstance, context: EndpointContext): Promise<void> {
  parseBodies(app);
  app.setErrorHandler(answerPageError(context));
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(pageHeaders());
    originOf(context, request);
  });
  for (const address of pageAddresses) route(app, context, address);
  const { path, text } = context.stylesheet;
  app.get(path, async (_request, reply) =>
    reply
      .type("text/css; charset=utf-8")
      .header("cache-control", "public, max-age=31536000, immutable")
      .send(text),
  );
}

function route(app: FastifyInstance, context: EndpointContext, address: Address): void {
  for (const url of address.paths) {
    app.route({
      method: address.methods as HTTPMethods[],
      url,
      bodyLimit: bodyBytesMax,
      // A HEAD must not sign codes or revoke tokens.
      exposeHeadRoute: false,
      handler: (request, reply) => address.endpoint(context, request, reply),
    });
  }
}
