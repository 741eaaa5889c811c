import type { Me } from "@leasehold/leasehold-v1";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useApi } from "../api/api-context.tsx";
import { rememberAccount } from "./session.ts";

/** The person who is signed in, and their projects. */
export function useMe(): UseQueryResult<Me> {
  const { client } = useApi();
  return useQuery({
    queryKey: ["me"],
    queryFn: async ({ signal }) => {
      const me = await client.me.get({}, { signal });
      if (me.email !== undefined) rememberAccount(me.email);
      return me;
    },
    staleTime: 30_000,
  });
}
