import type { Operations } from "../api/operation.ts";
import { administers } from "./administered.ts";
import { agentOf } from "./agent.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, readPage } from "./page.ts";
import { allowProject, type ProjectPath } from "./project-access.ts";

type ClientPath = ProjectPath & { client: string };

interface ClientBody {
  name?: string;
  redirectUris?: string[];
  javascriptOrigins?: string[];
  outOfBand?: boolean;
}

export function clientOperations({ authority }: LeaseholdContext): Operations {
  const { clients } = authority.administration;
  const read = allowProject(authority.administration, "read");
  const write = allowProject(authority.administration, "write");
  return {
    "leasehold.clients.list": administers<ProjectPath & PageParameters>({
      allow: read,
      run: ({ values }) =>
        readPage(
          values,
          (part) => clients.list(values.project, part),
          ({ id }) => id,
        ),
    }),
    "leasehold.clients.get": administers<ClientPath>({
      allow: read,
      run: ({ values: { project, client } }) => clients.get(project, client),
    }),
    "leasehold.clients.create": administers<ProjectPath, ClientBody & { type: string }>({
      allow: write,
      run: ({ caller, values, body }) =>
        clients.create(values.project, { ...fieldsOf(body), type: body.type }, agentOf(caller)),
    }),
    "leasehold.clients.patch": administers<ClientPath, ClientBody>({
      allow: write,
      run: ({ caller, values: { project, client }, body }) =>
        clients.patch(project, client, fieldsOf(body), agentOf(caller)),
    }),
    "leasehold.clients.delete": administers<ClientPath>({
      allow: write,
      run: ({ caller, values: { project, client } }) =>
        clients.delete(project, client, agentOf(caller)),
    }),
    "leasehold.clients.resetSecret": administers<ClientPath>({
      allow: write,
      run: ({ caller, values: { project, client } }) =>
        clients.resetSecret(project, client, agentOf(caller)),
    }),
  };
}

/** What may be said of a client and changed: its type stays. */
function fieldsOf({ name, redirectUris, javascriptOrigins, outOfBand }: ClientBody): ClientBody {
  return {
    ...(name !== undefined && { name }),
    ...(redirectUris !== undefined && { redirectUris }),
    ...(javascriptOrigins !== undefined && { javascriptOrigins }),
    ...(outOfBand !== undefined && { outOfBand }),
  };
}
