import { createHash } from "node:crypto";
import type { ApiDefinition } from "../compile/compile-api.ts";
import type { ConsumerScope } from "../compile/method-plan.ts";
import type { ApiAnswer, ApiHandler, ApiRequest } from "../api/exchange.ts";
import { invalidValue, notFound } from "../api/api-error.ts";
import { renderError } from "../api/render-error.ts";
import { plainEtag } from "../http/compress-answer.ts";
import { directoryText } from "./directory.ts";
import { servedDocument } from "./served-document.ts";

/** What the discovery service works with. */
export interface DiscoveryOptions {
  apis: readonly ApiDefinition[];
  /** The origin to write into documents for a request with this Host; undefined when the Host is not ours. */
  publicOrigin: (host: string | undefined) => string | undefined;
  consumerScope: () => ConsumerScope | Promise<ConsumerScope>;
}

interface Served {
  text: string;
  etag: string;
}

const methodId = "discovery";
const restPath = /^\/discovery\/v1\/apis\/([^/]+)\/([^/]+)\/rest$/;
const servedMax = 100;

/** Answers the directory and the documents. Nobody has to be signed in for it. */
export function createDiscoveryHandler(options: DiscoveryOptions): ApiHandler {
  const served = new Map<string, Served>();

  async function find(request: ApiRequest): Promise<Served> {
    const origin = options.publicOrigin(request.headers.host);
    if (origin === undefined) throw foreignHost();
    const { pathname, searchParams } = new URL(request.target, "http://unused");
    if (pathname === "/discovery/v1/apis")
      return serve(directoryText(options.apis, origin, searchParams));
    const api = apiAt(options.apis, pathname, searchParams);
    const setting = await options.consumerScope();
    const key = `${api.document.id} ${setting} ${origin}`;
    const known = served.get(key);
    if (known !== undefined) return known;
    const document = serve(servedDocument(api, { origin, setting }));
    if (served.size >= servedMax) served.clear();
    served.set(key, document);
    return document;
  }

  return async (request) => {
    try {
      if (request.method !== "GET" && request.method !== "HEAD") {
        throw notFound("Not Found. The discovery service answers GET only.");
      }
      return answerOf(await find(request), request);
    } catch (error) {
      return renderError(error, { pretty: true, methodId });
    }
  };
}

function apiAt(
  apis: readonly ApiDefinition[],
  path: string,
  parameters: URLSearchParams,
): ApiDefinition {
  const rest = restPath.exec(path);
  const name = rest?.[1];
  const version = rest === null ? parameters.get("version") : rest[2]!;
  const known = apis.map(({ document }) => document.id).join(", ");
  if (rest === null && path !== "/$discovery/rest") {
    throw notFound("Not Found. The discovery service is at /discovery/v1/apis.");
  }
  if (version === null) throw invalidValue(`Give the version of one of these APIs: ${known}.`);
  const api = apis.find(
    ({ document }) =>
      (name === undefined || document.name === name) && document.version === version,
  );
  if (api === undefined) throw notFound(`Not Found. The APIs here are ${known}.`);
  return api;
}

function foreignHost(): Error {
  return invalidValue(
    "This server has no public URL, so it serves its documents to loopback hosts only: start it with --public-url.",
  );
}

function serve(text: string): Served {
  return { text, etag: `"${createHash("sha256").update(text).digest("base64url")}"` };
}

function answerOf({ text, etag }: Served, request: ApiRequest): ApiAnswer {
  const headers = ["ETag", etag, "Cache-Control", "public, max-age=300, must-revalidate"];
  if (matches(request.headers["if-none-match"], etag)) {
    return { status: 304, headers, body: undefined, methodId };
  }
  const type = ["Content-Type", "application/json; charset=UTF-8"];
  return { status: 200, headers: [...type, ...headers], body: text, methodId };
}

function matches(condition: string | undefined, etag: string): boolean {
  if (condition === undefined) return false;
  const tags = condition.split(",").map((tag) => plainEtag(tag.trim().replace(/^W\//, "")));
  return tags.includes("*") || tags.includes(etag);
}
