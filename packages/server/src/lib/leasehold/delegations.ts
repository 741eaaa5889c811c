import type { Operations } from "../api/operation.ts";
import { administers } from "./administered.ts";
import { agentOf } from "./agent.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, readPage } from "./page.ts";
import { allowAdministrator } from "./project-access.ts";

interface DelegationPath {
  domain: string;
  client: string;
}

type Delegation = DelegationPath & { scopes: string[] };

// A domain has no space.
const separator = " ";

export function delegationOperations({ authority }: LeaseholdContext): Operations {
  const { delegations } = authority.administration;
  const allow = allowAdministrator;
  return {
    "leasehold.delegations.list": administers<PageParameters & { domain?: string }>({
      allow,
      run: ({ values }) =>
        readPage(
          values,
          ({ after, limit }) =>
            delegations.list({
              ...(values.domain !== undefined && { domain: values.domain }),
              after: pathIn(after),
              limit,
            }),
          keyOf,
        ),
    }),
    "leasehold.delegations.create": administers<object, Delegation>({
      allow,
      run: ({ caller, body: { domain, client, scopes } }) =>
        delegations.create({ domain, client, scopes }, agentOf(caller)),
    }),
    "leasehold.delegations.patch": administers<DelegationPath, Pick<Delegation, "scopes">>({
      allow,
      run: ({ caller, values: { domain, client }, body: { scopes } }) =>
        delegations.setScopes({ domain, client }, scopes, agentOf(caller)),
    }),
    "leasehold.delegations.delete": administers<DelegationPath>({
      allow,
      run: ({ caller, values: { domain, client } }) =>
        delegations.delete({ domain, client }, agentOf(caller)),
    }),
  };
}

function keyOf({ domain, client }: DelegationPath): string {
  return `${domain}${separator}${client}`;
}

function pathIn(key: string): DelegationPath | undefined {
  const at = key.indexOf(separator);
  return at === -1 ? undefined : { domain: key.slice(0, at), client: key.slice(at + 1) };
}
