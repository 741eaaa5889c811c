import type { Operations } from "../api/operation.ts";
import { administers } from "./administered.ts";
import { agentOf } from "./agent.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, readPage } from "./page.ts";
import { allowApplication, allowProject, type ProjectPath } from "./project-access.ts";

type AccountPath = ProjectPath & { account: string };

const accountOf = ({ account }: AccountPath): string => account;

export function serviceAccountOperations({ authority }: LeaseholdContext): Operations {
  const { serviceAccounts } = authority.administration;
  const read = allowProject(authority.administration, "read");
  const write = allowProject(authority.administration, "write");
  return {
    "leasehold.serviceAccounts.list": administers<ProjectPath & PageParameters>({
      allow: read,
      run: ({ values }) =>
        readPage(
          values,
          (part) => serviceAccounts.list(values.project, part),
          ({ email }) => email,
        ),
    }),
    "leasehold.serviceAccounts.get": administers<AccountPath>({
      allow: read,
      run: ({ values }) => serviceAccounts.get(values),
    }),
    "leasehold.serviceAccounts.create": administers<
      ProjectPath,
      { accountId: string; name?: string }
    >({
      allow: write,
      run: ({ caller, values, body: { accountId, name } }) =>
        serviceAccounts.create(
          values.project,
          { accountId, ...(name !== undefined && { name }) },
          agentOf(caller),
        ),
    }),
    "leasehold.serviceAccounts.patch": administers<AccountPath, { name?: string }>({
      allow: write,
      run: ({ caller, values, body: { name } }) =>
        name === undefined
          ? serviceAccounts.get(values)
          : serviceAccounts.rename(values, name, agentOf(caller)),
    }),
    "leasehold.serviceAccounts.delete": administers<AccountPath>({
      allow: allowApplication(authority.administration, accountOf),
      run: ({ caller, values }) => serviceAccounts.delete(values, agentOf(caller)),
    }),
    ...keyOperations(authority),
  };
}

function keyOperations(authority: LeaseholdContext["authority"]): Operations {
  const { serviceAccounts } = authority.administration;
  const read = allowProject(authority.administration, "read");
  const write = allowApplication(authority.administration, accountOf);
  return {
    "leasehold.serviceAccounts.keys.list": administers<AccountPath & PageParameters>({
      allow: read,
      run: ({ values }) =>
        readPage(
          values,
          (part) => serviceAccounts.listKeys(values, part),
          ({ id }) => id,
        ),
    }),
    "leasehold.serviceAccounts.keys.create": administers<AccountPath>({
      allow: write,
      run: ({ caller, values }) => serviceAccounts.createKey(values, agentOf(caller)),
    }),
    "leasehold.serviceAccounts.keys.upload": administers<
      AccountPath,
      { id?: string; publicKeyPem: string }
    >({
      allow: write,
      run: ({ caller, values, body: { id, publicKeyPem } }) =>
        serviceAccounts.uploadKey(
          values,
          { publicKeyPem, ...(id !== undefined && { id }) },
          agentOf(caller),
        ),
    }),
    "leasehold.serviceAccounts.keys.delete": administers<AccountPath & { key: string }>({
      allow: write,
      run: ({ caller, values }) => serviceAccounts.deleteKey(values, values.key, agentOf(caller)),
    }),
  };
}
