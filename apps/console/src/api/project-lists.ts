import type { Client, Queue, Service, ServiceAccount } from "@leasehold/leasehold-v1";
import type { UseQueryResult } from "@tanstack/react-query";
import { useApi } from "./api-context.tsx";
import { useList } from "./use-list.ts";

// The lists of a project that several panes show: each kept once, under one key.

/** The queues of a project; none while there is no project. */
export function useQueues(project: string | undefined): UseQueryResult<Queue[]> {
  const { client } = useApi();
  return useList(
    ["projects", project, "queues"],
    (page, options) => client.queues.list({ project: project ?? "", ...page }, options),
    { enabled: project !== undefined },
  );
}

/** The services that a project can switch on. */
export function useServices(project: string): UseQueryResult<Service[]> {
  const { client } = useApi();
  return useList(["projects", project, "services"], (page, options) =>
    client.services.list({ project, ...page }, options),
  );
}

/** The OAuth 2.0 clients of a project. */
export function useClients(project: string): UseQueryResult<Client[]> {
  const { client } = useApi();
  return useList(["projects", project, "clients"], (page, options) =>
    client.clients.list({ project, ...page }, options),
  );
}

/** The service accounts of a project. */
export function useServiceAccounts(project: string): UseQueryResult<ServiceAccount[]> {
  const { client } = useApi();
  return useList(["projects", project, "serviceAccounts"], (page, options) =>
    client.serviceAccounts.list({ project, ...page }, options),
  );
}
