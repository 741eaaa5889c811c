import type { FastifyReply } from "fastify";

const allowedHeaders = "Authorization, Content-Type, X-Goog-Api-Key, X-HTTP-Method-Override";
const exposedHeaders = "WWW-Authenticate, ETag";
const preflightSeconds = 3600;

/** Lets scripts of any origin read an answer. Cookies never count on these addresses. */
export function allowAnyOrigin(reply: FastifyReply): void {
  reply
    .header("access-control-allow-origin", "*")
    .header("access-control-expose-headers", exposedHeaders);
}

/** Answers a preflight request (Fetch Standard, section 4.8). */
export function answerPreflight(reply: FastifyReply, methods: readonly string[]): FastifyReply {
  return reply
    .code(204)
    .header("access-control-allow-methods", methods.join(", "))
    .header("access-control-allow-headers", allowedHeaders)
    .header("access-control-max-age", String(preflightSeconds))
    .send();
}
