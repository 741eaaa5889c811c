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
 * The check of what gives somebody an application, or takes it away. Whoever holds its key or secret may do what it may:
 * where that is more than editors may, it is for owners.
 */
export function allowApplication<Path extends ProjectPath>(
  administration: Administration,
  nameOf: (path: Path) => string,
): (call: Pick<OperationCall<Path>, "caller" | "values">) => Promise<void> {
  const write = allowProject(administration, "write");
  const own = allowProject(administration, "own");
  return async (call) => {
    await write(call);
    const { project } = call.values;
    const application = nameOf(call.values);
    if (await administration.reachesBeyondEditors({ project, application })) await own(call);
  };
}
