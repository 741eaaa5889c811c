import type { ApiAnswer } from "./exchange.ts";

/** Added to every answer to a page of another origin. There are no cookies here, so any origin may read. */
export const corsHeaders: readonly string[] = [
  "Access-Control-Allow-Origin",
  "*",
  "Access-Control-Expose-Headers",
  "WWW-Authenticate, ETag, X-Request-Id, Retry-After",
];

/** The answer to a CORS preflight request. The transport adds `corsHeaders`. */
export const preflightAnswer: ApiAnswer = {
  status: 204,
  headers: [
    "Access-Control-Allow-Methods",
    "GET, HEAD, POST, PUT, PATCH, DELETE",
    "Access-Control-Allow-Headers",
    "Authorization, Content-Type, X-Goog-Api-Key, X-HTTP-Method-Override, If-None-Match",
    "Access-Control-Max-Age",
    "3600",
  ],
  body: undefined,
  methodId: "preflight",
};
