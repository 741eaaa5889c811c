import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ApiDocument } from "./document.ts";

/** An API of this service. */
export interface ApiEntry {
  id: string;
  name: string;
  version: string;
  title?: string;
}

/** The APIs that the service's directory lists. */
export function useApis(): UseQueryResult<ApiEntry[]> {
  return useQuery({
    queryKey: ["discovery"],
    queryFn: async ({ signal }) => {
      const list = (await readJson("/discovery/v1/apis", signal)) as { items?: ApiEntry[] };
      return list.items ?? [];
    },
    staleTime: Infinity,
  });
}

/** The discovery document of an API. */
export function useDocument(api: ApiEntry | undefined): UseQueryResult<ApiDocument> {
  return useQuery({
    queryKey: ["discovery", api?.id],
    queryFn: async ({ signal }) => {
      const path = `/discovery/v1/apis/${api?.name ?? ""}/${api?.version ?? ""}/rest`;
      const document = (await readJson(path, signal)) as ApiDocument;
      // Behind several public addresses the document names the first; the console talks to its own.
      return { ...document, rootUrl: `${location.origin}/` };
    },
    enabled: api !== undefined,
    staleTime: Infinity,
  });
}

async function readJson(path: string, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(path, { signal });
  if (!answer.ok) throw new Error(`${path} was answered with status ${answer.status}.`);
  return answer.json();
}
