import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type ConsoleFile, noncePlace, readConsoleFiles } from "./console-files.ts";

const nonceBytes = 18;

/** A file with a hash in its name never changes. */
const forEver = "public, max-age=31536000, immutable";
const forAnHour = "public, max-age=3600";

/**
 * Serves the built console under `/console/`: hashed files for ever, and the page for every other address there.
 * Without a console these addresses lead to the landing page, as people are sent here after setting the service up.
 */
export function serveConsole(app: FastifyInstance, folder: string | undefined): void {
  if (folder === undefined) {
    app.get("/console/*", (_request, reply) => reply.redirect("/", 302));
    return;
  }
  const { page, assets } = readConsoleFiles(folder);
  app.get("/console", (_request, reply) => reply.redirect("/console/", 308));
  app.get<{ Params: { "*": string } }>("/console/*", (request, reply) => {
    const path = request.params["*"];
    const file = assets.get(path);
    if (file !== undefined) {
      reply.header("cache-control", path.startsWith("assets/") ? forEver : forAnHour);
      return sendFile(request, reply, file);
    }
    if (path.startsWith("assets/")) return reply.callNotFound();
    const nonce = randomBytes(nonceBytes).toString("base64url");
    return reply.headers(pageHeaders(nonce)).send(page.replaceAll(noncePlace, nonce));
  });
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: ConsoleFile): FastifyReply {
  const encoding = chooseEncoding(request.headers["accept-encoding"], file);
  if (encoding !== "plain") {
    reply.header("content-encoding", encoding === "br" ? "br" : "gzip");
  }
  return reply
    .headers({
      "content-type": file.type,
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      vary: "accept-encoding",
    })
    .send(file[encoding]);
}

function chooseEncoding(accepted: string | undefined, file: ConsoleFile): "br" | "gzip" | "plain" {
  const takes = (name: string): boolean => {
    const offer = new RegExp(`(?:^|,)\\s*${name}\\s*(?:;\\s*q=([\\d.]+)\\s*)?(?:,|$)`, "i").exec(
      accepted ?? "",
    );
    return offer !== null && Number(offer[1] ?? 1) > 0;
  };
  if (file.br !== undefined && takes("br")) return "br";
  return file.gzip !== undefined && takes("gzip") ? "gzip" : "plain";
}

/**
 * What the console's page may do: run and load what this origin serves, talk to this origin, show the images that it
 * made itself. Nobody may frame it. The nonce is for the styles that its library writes into the page.
 */
function pageHeaders(nonce: string): Record<string, string> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' blob:",
      "connect-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join("; "),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
  };
}
