import type { Authority } from "@leasehold/authority";
import { forbidden, notFound } from "../api/api-error.ts";
import type { OperationCall } from "../api/operation.ts";

type Administration = Authority["administration"];
export type VisibleProject = Awaited<ReturnType<Administration["projects"]>>[number];

/** What a method does with a project. */
export type ProjectUse = "read" | "write";

export interface ProjectPath {
  /** As the caller wrote it, an id or a number; the id once the call was allowed. */
  project: string;
}

type ProjectCall = Pick<OperationCall<ProjectPath>, "caller" | "values">;

/** The check of an operation on a project: members read, owners and editors write, an outsider is not told that it exists. */
export function allowProject(
  administration: Administration,
  use: ProjectUse,
): (call: ProjectCall) => Promise<void> {
  return async (call) => {
    const project = await visibleProject(administration, call);
    if (use === "write" && project.role === "viewer") {
      throw forbidden(
        `Forbidden. ${call.caller.user} is a viewer of the project ${project.id}: only its owners and editors may change it.`,
      );
    }
    call.values.project = project.id;
  };
}

/**
 * The path's project.
 *
 * @throws ApiError 404 when the caller may not see it.
 */
export async function visibleProject(
  administration: Administration,
  { caller, values }: ProjectCall,
): Promise<VisibleProject> {
  const { project } = values;
  const found =
    (await administration.project(caller, project)) ??
    (await administration.projects(caller)).find(({ number }) => number === project);
  if (found !== undefined) return found;
  throw notFound(`Not Found. ${caller.user} has no project ${project}.`);
}

/** True for those who see and change who may use a project's queues. */
export function ownsProject({ role }: VisibleProject): boolean {
  return role === "owner" || role === "administrator";
}
