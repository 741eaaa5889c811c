import type { IncomingHttpHeaders } from "node:http";
import type { Authentication } from "@leasehold/authority";

/** A request to the API, whatever carried it: a connection, or a part of a batch. */
export interface ApiRequest {
  method: string;
  /** The request target as sent: path and query. */
  target: string;
  /** The host that the client asked, after trusted proxies. */
  host: string | undefined;
  headers: IncomingHttpHeaders;
  /** The body as sent (perhaps gzipped); undefined when there is none. */
  body: Buffer | undefined;
  /** The client's address, after trusted proxies. */
  remoteAddress: string;
  /** Who calls, when that was found out before: by the signature of the batch around a call. */
  authentication?: Authentication;
  /** Aborts when the caller hangs up or the service stops. Called by the methods that wait. */
  signal: () => AbortSignal;
}

/** What the API answers. The transport adds Content-Length. */
export interface ApiAnswer {
  status: number;
  /** Raw header pairs. */
  headers: readonly string[];
  body: string | Buffer | undefined;
  /** The discovery document's id of the method, once it is known. */
  methodId: string | undefined;
  /** What went wrong inside, for the log only. */
  fault?: unknown;
}

/** Answers a request; never rejects. */
export type ApiHandler = (request: ApiRequest) => Promise<ApiAnswer>;

/** The header of every answer that has a JSON body. */
export const jsonHeaders: readonly string[] = [
  "Content-Type",
  "application/json; charset=UTF-8",
  "Cache-Control",
  "private, no-store",
  "X-Content-Type-Options",
  "nosniff",
];
