import { invalidParameter } from "../api/api-error.ts";
import type { Operations } from "../api/operation.ts";
import { administers } from "./administered.ts";
import { agentOf } from "./agent.ts";
import { deleteQueuesOf } from "./delete-queues.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, readPage } from "./page.ts";
import {
  allowEverybody,
  allowProject,
  type ProjectPath,
  type VisibleProject,
  visibleProject,
} from "./project-access.ts";

interface ProjectBody {
  id: string;
  number?: string;
  name?: string;
}

export function projectOperations(context: LeaseholdContext): Operations {
  const { administration } = context.authority;
  const { projects } = administration;
  const keyOf = ({ id }: VisibleProject): string => id;
  return {
    "leasehold.projects.list": administers<PageParameters>({
      // Each sees their own.
      allow: allowEverybody,
      async run({ caller, values }) {
        const page = await readPage(values, (part) => projects.list(caller, part), keyOf);
        return { ...page, items: page.items?.map(projectResource) };
      },
    }),
    "leasehold.projects.get": administers<ProjectPath>({
      allow: allowProject(administration, "read"),
      run: async (call) => projectResource(await visibleProject(administration, call)),
    }),
    "leasehold.projects.create": administers<object, ProjectBody>({
      allow: allowEverybody,
      async run({ caller, body }) {
        await projects.create(caller, body, agentOf(caller));
        const values = { project: body.id };
        return projectResource(await visibleProject(administration, { caller, values }));
      },
    }),
    "leasehold.projects.patch": administers<ProjectPath, Partial<ProjectBody>>({
      allow: allowProject(administration, "write"),
      async run(call) {
        const { caller, values, body } = call;
        if (body.name !== undefined) {
          await projects.rename(values.project, body.name, agentOf(caller));
        }
        return projectResource(await visibleProject(administration, call));
      },
    }),
    "leasehold.projects.delete": administers<ProjectPath & { confirm: string }>({
      allow: allowProject(administration, "own"),
      run: ({ caller, values }) => deleteProject(context, { ...values, agent: agentOf(caller) }),
    }),
  };
}

async function deleteProject(
  context: LeaseholdContext,
  request: ProjectPath & { confirm: string; agent: ReturnType<typeof agentOf> },
): Promise<void> {
  const { project, confirm, agent } = request;
  if (confirm !== project) {
    throw invalidParameter(
      "confirm",
      `Invalid value for confirm: it must be the id of the project, ${project}.`,
    );
  }
  const { projects } = context.authority.administration;
  await projects.checkDelete(project);
  // The queues first: should this end half way, the project is still there to be deleted. Afterwards once more, for
  // those that came in between; a later project of this id must not find them.
  await deleteQueuesOf(context.queues, project);
  await projects.delete(project, agent);
  await deleteQueuesOf(context.queues, project);
}

function projectResource({ role, ...project }: VisibleProject): object {
  return { ...project, role: role === "administrator" ? undefined : role };
}
