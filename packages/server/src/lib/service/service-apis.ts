import type { Authority } from "@leasehold/authority";
import type { PullQueues } from "@leasehold/queue";
import { createApiHandler } from "../api/api-handler.ts";
import { type ApiSurface, createApiSurface } from "../api/api-surface.ts";
import { createBatchHandler } from "../batch/batch-handler.ts";
import type { ApiDefinition } from "../compile/compile-api.ts";
import { createDiscoveryHandler } from "../discovery/discovery-handler.ts";
import { limits } from "../http/limits.ts";
import { leaseholdOperations } from "../leasehold/operations.ts";
import { taskqueueScopes } from "../taskqueue/consumer-scope.ts";
import { taskqueueOperations } from "../taskqueue/operations.ts";
import type { ApiMetrics } from "../metrics/api-metrics.ts";
import type { ServiceDocuments } from "./discovery-documents.ts";
import type { Origins } from "./public-origin.ts";

/** Compiles the service's APIs from their documents. */
export function createServiceApis(options: {
  documents: ServiceDocuments;
  queues: PullQueues;
  authority: Authority;
  origins: Origins;
  metrics: ApiMetrics;
  now: () => number;
}): ApiSurface {
  const { documents, queues, authority, origins, metrics, now } = options;
  const apis: ApiDefinition[] = [
    {
      document: documents.taskqueue,
      operations: taskqueueOperations({ queues, authority, now }),
      service: "taskqueue",
      scopesOf: taskqueueScopes,
    },
    { document: documents.leasehold, operations: leaseholdOperations({ queues, authority, now }) },
  ];
  const handleCall = createApiHandler({ apis, authority, bodyBytesMax: limits.bodyBytesMax });
  return createApiSurface({
    apis,
    handleCall,
    handleBatch: createBatchHandler({
      handle: handleCall,
      authority,
      metrics,
      bodyBytesMax: limits.batchBytesMax,
    }),
    handleDiscovery: createDiscoveryHandler({
      apis,
      publicOrigin: origins.documentOrigin,
      consumerScope: () => authority.consumerScope(),
    }),
  });
}
