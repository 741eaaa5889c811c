import { OAuth1Error } from "@leasehold/oauth1/oauth1-error";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { AuthorizationRefusal } from "../oauth/authorization-refusal.ts";
import { sendAuthorizationAnswer } from "../oauth/authorization-answer.ts";
import { OpenIdError } from "../openid/openid-error.ts";
import { showErrorPage } from "../pages/error-page.ts";
import type { EndpointContext } from "./endpoint.ts";
import { originOf } from "./origin.ts";
import { PageError } from "./page-error.ts";
import { ProtocolError } from "./protocol-error.ts";
import { busySeconds, busyText, storeIsBusy } from "./store-is-busy.ts";

type ErrorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/** Answers what went wrong on a protocol address: JSON with `error` and `error_description`. */
export function answerProtocolError(context: EndpointContext): ErrorHandler {
  return (error, _request, reply) => {
    const { code, status, headers, message } = asProtocolError(context, error);
    return reply
      .code(status)
      .headers(headers)
      .header("cache-control", "no-store")
      .type("application/json; charset=utf-8")
      .send({ error: code, error_description: message });
  };
}

/**
 * Answers what went wrong on a token address of OAuth 1.0: plain text, the problem's name first, then what to do about
 * it, then the base string that the server computed.
 */
export function answerSignedError(context: EndpointContext): ErrorHandler {
  return (error, _request, reply) => {
    const { status, headers, lines } = isProblem(error)
      ? problemLines(error)
      : plainWords(asProtocolError(context, error));
    return reply
      .code(status)
      .headers(headers)
      .header("cache-control", "no-store")
      .type("text/plain; charset=utf-8")
      .send(`${lines.join("\n")}\n`);
  };
}

// What a message repeats of the request must not look like a line of the answer's own.
function onOneLine(message: string): string {
  return message.replaceAll(/\s+/gu, " ");
}

// An unreadable certificate is no fault of the caller's.
function isProblem(error: unknown): error is OAuth1Error {
  return error instanceof OAuth1Error && error.code !== "key_invalid";
}

interface PlainAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  lines: string[];
}

function problemLines({ code, message, baseString }: OAuth1Error): PlainAnswer {
  const lines = [code, onOneLine(message)];
  if (baseString !== undefined) lines.push(`base_string:${baseString}`);
  return { status: 400, headers: {}, lines };
}

function plainWords({ status, headers, message }: ProtocolError): PlainAnswer {
  return {
    status,
    headers,
    lines: [status < 500 ? "parameter_rejected" : "server_error", message],
  };
}

const statusNames: ReadonlyMap<number, string> = new Map([
  [400, "INVALID_ARGUMENT"],
  [401, "UNAUTHENTICATED"],
  [403, "PERMISSION_DENIED"],
  [404, "NOT_FOUND"],
]);

/** Answers what went wrong in the envelope that Google's APIs have. */
export function answerEnvelopeError(context: EndpointContext): ErrorHandler {
  return (error, _request, reply) => {
    const { status: code, headers, message } = asProtocolError(context, error);
    const status = statusNames.get(code) ?? (code < 500 ? "INVALID_ARGUMENT" : "INTERNAL");
    return reply.code(code).headers(headers).send({ error: { code, message, status } });
  };
}

/** Answers what went wrong on a page: another page, or the redirect that a refused authorization request gets. */
export function answerPageError(context: EndpointContext): ErrorHandler {
  return (error, request, reply) => {
    if (error instanceof AuthorizationRefusal) {
      const { code, message, state } = error;
      const answer = {
        error: code,
        error_description: message,
        state,
        iss: originOf(context, request),
      };
      return sendAuthorizationAnswer(context, reply, error, answer);
    }
    return showErrorPage(context, reply, asPageError(context, error));
  };
}

function asProtocolError(context: EndpointContext, error: unknown): ProtocolError {
  if (error instanceof ProtocolError) return error;
  if (error instanceof PageError) {
    const { message: description, status } = error;
    return new ProtocolError({ code: "invalid_request", description, status });
  }
  const status = refusedByFastify(error);
  if (status !== undefined) {
    const description = status === 413 ? "The body is too large." : "The request is malformed.";
    return new ProtocolError({ code: "invalid_request", description, status });
  }
  if (storeIsBusy(error)) {
    return new ProtocolError({
      code: "temporarily_unavailable",
      description: busyText,
      status: 503,
      headers: { "retry-after": `${busySeconds}` },
    });
  }
  logUnexpected(context, error);
  return new ProtocolError({
    code: "server_error",
    description: "The service could not answer. Try again.",
    status: 500,
  });
}

function asPageError(context: EndpointContext, error: unknown): PageError {
  if (error instanceof PageError) return error;
  if (error instanceof OpenIdError) {
    const { message: text, status } = error;
    const title = "This request cannot be answered";
    return new PageError({ code: "openid_request", status, title, message: text });
  }
  const status = error instanceof ProtocolError ? error.status : refusedByFastify(error);
  if (status !== undefined) {
    const message = error instanceof ProtocolError ? error.message : "Go back and try again.";
    return new PageError({
      code: "invalid_request",
      status,
      title: "This request cannot be answered",
      message,
    });
  }
  logUnexpected(context, error);
  return new PageError({
    code: "server_error",
    status: 500,
    title: "Something went wrong",
    message: "The service could not answer. Try again in a moment.",
  });
}

// A body that is too large, cut off or of a wrong length: Fastify's own refusals carry a status below 500.
function refusedByFastify(error: unknown): number | undefined {
  const status = error instanceof Error ? (error as FastifyError).statusCode : undefined;
  return status !== undefined && status >= 400 && status < 500 ? status : undefined;
}

function logUnexpected(context: EndpointContext, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.logger.error(`An OAuth address failed: ${text}`);
}
