import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useAnnounce } from "../ui/announcements.tsx";

/** Says that something was changed, and has what depends on it read again. */
export function useChanged(...queryKey: readonly unknown[]): (text: string) => void {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const root = JSON.stringify(queryKey);
  return useCallback(
    (text) => {
      announce(text);
      void queryClient.invalidateQueries({ queryKey: JSON.parse(root) as unknown[] });
    },
    [queryClient, announce, root],
  );
}
