import type { Operation, Operations } from "../api/operation.ts";
import { administers } from "./administered.ts";
import { agentOf } from "./agent.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, partOf, readPage } from "./page.ts";
import { allowProject, type ProjectPath } from "./project-access.ts";

export function serviceOperations({ authority }: LeaseholdContext): Operations {
  const { services } = authority.administration;
  const nameOf = ({ name }: { name: string }): string => name;
  const setTo = (enabled: boolean): Operation =>
    administers<ProjectPath & { service: string }>({
      allow: allowProject(authority.administration, "write"),
      run: ({ caller, values: { project, service: name } }) =>
        services.set(project, { name, enabled }, agentOf(caller)),
    });
  return {
    "leasehold.services.list": administers<ProjectPath & PageParameters>({
      allow: allowProject(authority.administration, "read"),
      run: ({ values }) =>
        readPage(
          values,
          async (part) => partOf(await services.list(values.project), nameOf, part),
          nameOf,
        ),
    }),
    "leasehold.services.enable": setTo(true),
    "leasehold.services.disable": setTo(false),
  };
}
