import type { Authority } from "@leasehold/authority";
import { forbidden, notFound } from "../api/api-error.ts";
import type { OperationCall } from "../api/operation.ts";

type Administration = Authority["administration"];
export type VisibleProject = Awaited<ReturnType<Administration["projects"]["list"]>>[number];

/** What a method does with a project: members read, owners and editors write, owners own. */
export type ProjectUse = "read" | "write" | "own";

export interface ProjectPath {
  /** As the caller wrote it, an id or a number; the id once the call was allowed. */
  project: string;
}

type ProjectCall = Pick<OperationCall<ProjectPath>, "caller" | "values">;

/** The check of an operation on a project. An outsider is not told that it exists. */
export function allowProject(
  administration: Administration,
  use: ProjectUse,
): (call: ProjectCall) => Promise<void> {
  return async (call) => {
    const project = await visibleProject(administration, call);
    const { id, role } = project;
    if (use === "write" && role === "viewer") {
      throw forbidden(
        `Forbidden. ${call.caller.user} is a viewer of the project ${id}: only its owners and editors may change it.`,
      );
    }
    if (use === "own" && !ownsProject(project)) {
      throw forbidden(
        `Forbidden. ${call.caller.user} is no owner of the project ${id}: only its owners may do this.`,
      );
    }
    call.values.project = id;
  };
}

/** The check of an operation on the service as a whole. */
export function allowAdministrator({ caller }: Pick<OperationCall, "caller">): void {
  if (caller.administrator) return;
  throw forbidden("Forbidden. Only an administrator of the service may do this.");
}

/** The check of an operation that everybody may do, on what is their own. */
export function allowEverybody(): void {
  // The scope was looked at already.
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
  const found = await administration.projects.find(caller, values.project);
  if (found !== undefined) return found;
  throw notFound(`Not Found. ${caller.user} has no project ${values.project}.`);
}

/** True for those who see and change who may use a project's queues. */
export function ownsProject({ role }: VisibleProject): boolean {
  return role === "owner" || role === "administrator";
}

/**
 * Refuses an editor who would get the secret of an application that may do more than editors may.
 *
 * @throws ApiError 403
 */
export async function refuseReach(
  administration: Administration,
  call: ProjectCall,
  application: string,
): Promise<void> {
  const { project } = call.values;
  if (call.caller.administrator || ownsProject(await visibleProject(administration, call))) return;
  if (!(await administration.reachesBeyondEditors({ project, application }))) return;
  throw forbidden(
    `Forbidden. ${application} may do more than an editor of the project ${project}: only its owners may have its keys and secrets.`,
  );
}
