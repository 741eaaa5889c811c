import type { Operations } from "../api/operation.ts";
import { administers } from "./administered.ts";
import { agentOf } from "./agent.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, readPage } from "./page.ts";
import { allowProject, type ProjectPath } from "./project-access.ts";

interface MemberBody {
  email: string;
  role: string;
}

export function memberOperations({ authority }: LeaseholdContext): Operations {
  const { members } = authority.administration;
  const read = allowProject(authority.administration, "read");
  const own = allowProject(authority.administration, "own");
  return {
    "leasehold.members.list": administers<ProjectPath & PageParameters>({
      allow: read,
      run: ({ values }) =>
        readPage(
          values,
          (part) => members.list(values.project, part),
          ({ email }) => email,
        ),
    }),
    "leasehold.members.add": administers<ProjectPath, MemberBody>({
      allow: own,
      run: ({ caller, values, body: { email, role } }) =>
        members.add(values.project, { email, role }, agentOf(caller)),
    }),
    "leasehold.members.patch": administers<ProjectPath & { email: string }, MemberBody>({
      allow: own,
      run: ({ caller, values: { project, email }, body: { role } }) =>
        members.setRole(project, { email, role }, agentOf(caller)),
    }),
    "leasehold.members.remove": administers<ProjectPath & { email: string }>({
      allow: own,
      run: ({ caller, values: { project, email } }) =>
        members.remove(project, email, agentOf(caller)),
    }),
  };
}
