import type { Project } from "@leasehold/leasehold-v1";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { useApi } from "../api/api-context.tsx";

const ProjectId = createContext<string | undefined>(undefined);

export const ProjectProvider = ProjectId.Provider;

/** The id of the project that the pane is in. */
export function useProjectId(): string {
  const id = useContext(ProjectId);
  if (id === undefined) throw new Error("useProjectId is for the panes of a project.");
  return id;
}

/** The project that the pane is in. */
export function useProject(): UseQueryResult<Project> {
  const { client } = useApi();
  const project = useProjectId();
  return useQuery({
    queryKey: ["projects", project, "project"],
    queryFn: ({ signal }) => client.projects.get({ project }, { signal }),
    staleTime: 30_000,
  });
}

/** What the person may do in the project: an administrator of the service may do what an owner may. */
export function useRole(): { canEdit: boolean; canOwn: boolean } {
  const role = useProject().data;
  if (role === undefined) return { canEdit: false, canOwn: false };
  const canOwn = role.role === "owner" || role.role === undefined;
  return { canEdit: canOwn || role.role === "editor", canOwn };
}
