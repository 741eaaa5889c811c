import type { FastifyInstance, FastifyRequest } from "fastify";
import { invalidRequest } from "./protocol-error.ts";

/** A form or JSON body, in bytes. */
export const bodyBytesMax: number = 64 * 1024;

/** A form that remembers how it was written: OAuth 1.0 signs that. */
class FormParameters extends URLSearchParams {
  readonly text: string;

  constructor(text: string) {
    super(text);
    this.text = text;
  }
}

/** The request's query, every pair of it. */
export function queryParameters(request: FastifyRequest): URLSearchParams {
  const start = request.url.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : request.url.slice(start + 1));
}

/** The request's form or JSON body; empty when there is none. */
export function bodyParameters(request: FastifyRequest): URLSearchParams {
  return request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
}

/** The request's form body as it was sent; undefined when there is none. */
export function formText(request: FastifyRequest): string | undefined {
  return request.body instanceof FormParameters ? request.body.text : undefined;
}

/**
 * One parameter; one without a value counts as left out (RFC 6749, section 3.1).
 *
 * @throws ProtocolError `invalid_request` when it is there more than once.
 */
export function parameter(parameters: URLSearchParams, name: string): string | undefined {
  const values = parameters.getAll(name);
  if (values.length > 1) throw invalidRequest(`The parameter ${name} is there more than once.`);
  return values[0] === "" ? undefined : values[0];
}

/** Lets this Fastify read forms, JSON objects and bodies of no declared type, all as parameters. */
export function parseBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: bodyBytesMax },
    (_request, body, done) => done(null, new FormParameters(body.toString())),
  );
  app.addContentTypeParser(
    "application/json",
    { parseAs: "string", bodyLimit: bodyBytesMax },
    (_request, body, done) => {
      try {
        done(null, fromJson(body.toString()));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  // Some clients declare a type of their own and send nothing; what they do send is not read as parameters.
  app.addContentTypeParser("*", { parseAs: "string", bodyLimit: bodyBytesMax }, (_r, _b, done) =>
    done(null, new URLSearchParams()),
  );
}

/** Lets this Fastify read JSON bodies as they are. */
export function parseJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/json",
    { parseAs: "string", bodyLimit: bodyBytesMax },
    (_request, body, done) => {
      try {
        done(null, JSON.parse(body.toString()));
      } catch {
        done(invalidRequest("The body is not JSON."));
      }
    },
  );
}

function fromJson(text: string): URLSearchParams {
  const parameters = new URLSearchParams();
  if (text.trim() === "") return parameters;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidRequest("The body is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidRequest("The body must be a JSON object of strings.");
  }
  for (const [name, member] of Object.entries(value)) {
    if (member === null) continue;
    if (typeof member !== "string") {
      throw invalidRequest(`The parameter ${name} must be a string.`);
    }
    parameters.append(name, member);
  }
  return parameters;
}
