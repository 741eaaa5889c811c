import { defineOperation, type Operation } from "../api/operation.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, pageOf } from "./page.ts";
import {
  allowProject,
  type ProjectPath,
  type VisibleProject,
  visibleProject,
} from "./project-access.ts";

export function listProjects({ authority }: LeaseholdContext): Operation {
  return defineOperation<PageParameters>({
    // Everybody may ask; each sees their own.
    allow: () => undefined,
    async run({ caller, values }) {
      const projects = await authority.administration.projects(caller);
      const page = pageOf(projects, ({ id }) => id, values);
      return { ...page, items: page.items?.map(projectResource) };
    },
  });
}

export function getProject({ authority }: LeaseholdContext): Operation {
  return defineOperation<ProjectPath>({
    allow: allowProject(authority.administration, "read"),
    run: async (call) => projectResource(await visibleProject(authority.administration, call)),
  });
}

function projectResource({ id, number, name, role, services }: VisibleProject): object {
  return { id, number, name, role: role === "administrator" ? undefined : role, services };
}
