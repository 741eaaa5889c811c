import type { Authority } from "@leasehold/authority";
import type { OperationCall, Operations } from "../api/operation.ts";
import { administers } from "./administered.ts";
import { agentOf } from "./agent.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, readPage } from "./page.ts";
import { allowProject, type ProjectPath, visibleProject } from "./project-access.ts";

type KeyPath = ProjectPath & { apiKey: string };
type ApiKey = Awaited<ReturnType<Authority["administration"]["apiKeys"]["get"]>>;

interface KeyBody {
  type: string;
  name?: string;
  allowedIps?: string[];
  allowedReferers?: string[];
}

/** How much of a key somebody sees who may not read it: enough to tell keys of other makes apart. */
const shownCharacters = 4;

export function apiKeyOperations({ authority }: LeaseholdContext): Operations {
  const { administration } = authority;
  const { apiKeys } = administration;
  const read = allowProject(administration, "read");
  const write = allowProject(administration, "write");
  const keyOf = ({ id }: ApiKey): string => id;
  const maskFor = async (
    call: Pick<OperationCall<ProjectPath>, "caller" | "values">,
  ): Promise<(key: ApiKey) => object> => {
    const { role } = await visibleProject(administration, call);
    return role === "viewer" ? masked : readable;
  };
  return {
    "leasehold.apiKeys.list": administers<ProjectPath & PageParameters>({
      allow: read,
      async run(call) {
        const { values } = call;
        const show = await maskFor(call);
        const page = await readPage(values, (part) => apiKeys.list(values.project, part), keyOf);
        return { ...page, items: page.items?.map(show) };
      },
    }),
    "leasehold.apiKeys.get": administers<KeyPath>({
      allow: read,
      async run(call) {
        const { project, apiKey } = call.values;
        const show = await maskFor(call);
        return show(await apiKeys.get(project, apiKey));
      },
    }),
    "leasehold.apiKeys.create": administers<ProjectPath, KeyBody>({
      allow: write,
      run: async ({ caller, values, body }) =>
        readable(
          await apiKeys.create(
            values.project,
            { ...fieldsOf(body), type: body.type },
            agentOf(caller),
          ),
        ),
    }),
    "leasehold.apiKeys.patch": administers<KeyPath, KeyBody>({
      allow: write,
      run: async ({ caller, values: { project, apiKey }, body }) =>
        readable(await apiKeys.patch(project, apiKey, fieldsOf(body), agentOf(caller))),
    }),
    "leasehold.apiKeys.delete": administers<KeyPath>({
      allow: write,
      run: ({ caller, values: { project, apiKey } }) =>
        apiKeys.delete(project, apiKey, agentOf(caller)),
    }),
  };
}

/** What may be said of a key and changed: its type stays. */
function fieldsOf({ name, allowedIps, allowedReferers }: KeyBody): Omit<KeyBody, "type"> {
  return {
    ...(name !== undefined && { name }),
    ...(allowedIps !== undefined && { allowedIps }),
    ...(allowedReferers !== undefined && { allowedReferers }),
  };
}

function readable(key: ApiKey): object {
  return { ...key, keyMasked: false };
}

function masked(key: ApiKey): object {
  return { ...key, key: `${key.key.slice(0, shownCharacters)}…`, keyMasked: true };
}
