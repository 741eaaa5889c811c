import { addressOf } from "@leasehold/discovery-document/address";
import type { ApiDefinition } from "../compile/compile-api.ts";
import type { ApiHandler } from "./exchange.ts";
import { preflightAnswer } from "./preflight.ts";

/** Everything that is answered without Fastify: the APIs, batches and the discovery service. */
export interface ApiSurface {
  /** True when a request target is the surface's. */
  has: (target: string) => boolean;
  /** True when a request target is a batch: its body may be larger. */
  isBatch: (target: string) => boolean;
  handle: ApiHandler;
}

export function createApiSurface(options: {
  apis: readonly ApiDefinition[];
  handleCall: ApiHandler;
  handleBatch: ApiHandler;
  handleDiscovery: ApiHandler;
}): ApiSurface {
  const { apis, handleCall, handleBatch, handleDiscovery } = options;
  const roots = [
    ...new Set(apis.map(({ document }) => `/${addressOf(document).servicePath.split("/")[0]}/`)),
  ];
  const batchPaths = new Set([
    "/batch",
    ...apis.flatMap(({ document }) =>
      document.batchPath === undefined ? [] : [`/${document.batchPath}`],
    ),
  ]);
  const isBatch = (target: string): boolean =>
    target.startsWith("/batch") && batchPaths.has(pathOf(target));
  const isDiscovery = (target: string): boolean =>
    target.startsWith("/discovery/v1/") || target.startsWith("/$discovery/");
  return {
    isBatch,
    has: (target) =>
      roots.some((root) => target.startsWith(root)) || isBatch(target) || isDiscovery(target),
    handle(request) {
      const { method, target, headers } = request;
      if (method === "OPTIONS" && headers["access-control-request-method"] !== undefined) {
        return Promise.resolve(preflightAnswer);
      }
      if (isDiscovery(target)) return handleDiscovery(request);
      if (method === "POST" && isBatch(target)) return handleBatch(request);
      return handleCall(request);
    },
  };
}

function pathOf(target: string): string {
  const mark = target.indexOf("?");
  const path = mark === -1 ? target : target.slice(0, mark);
  return path.endsWith("/") ? path.slice(0, -1) : path;
}
