import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useApi } from "../../api/api-context.tsx";
import { authorizedFetch } from "../../api/client.ts";
import type { BuiltRequest } from "./request.ts";

/** An answer as it came. */
export interface RawAnswer {
  status: number;
  statusText: string;
  headers: [name: string, value: string][];
  text: string;
  milliseconds: number;
}

/** Sends a request with the person's own token, and takes any answer as it is. */
export function useRun(): UseMutationResult<RawAnswer, Error, BuiltRequest> {
  const { session } = useApi();
  return useMutation({
    mutationFn: async ({ verb, url, body }) => {
      const startedMs = performance.now();
      const answer = await authorizedFetch(session)(
        new Request(url, {
          method: verb,
          ...(body === undefined ? {} : { body, headers: { "content-type": "application/json" } }),
        }),
      );
      const text = await answer.text();
      return {
        status: answer.status,
        statusText: answer.statusText,
        headers: [...answer.headers],
        text,
        milliseconds: Math.round(performance.now() - startedMs),
      };
    },
  });
}
