import type { Operations } from "../api/operation.ts";
import { administers } from "./administered.ts";
import { agentOf } from "./agent.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, partOf, readPage } from "./page.ts";
import { allowEverybody } from "./project-access.ts";

interface PasswordBody {
  currentPassword: string;
  newPassword: string;
}

/** What everybody does with their own account. */
export function accountOperations({ authority }: LeaseholdContext): Operations {
  const { account } = authority.administration;
  const allow = allowEverybody;
  const idOf = ({ id }: { id: string }): string => id;
  return {
    "leasehold.me.get": administers({
      allow,
      async run({ caller }) {
        const me = await account.get(caller.user);
        const projects = me.projects.length === 0 ? undefined : me.projects;
        return { ...me, application: caller.application.id, projects };
      },
    }),
    "leasehold.me.changePassword": administers<object, PasswordBody>({
      allow,
      run: ({ caller, body }) => account.changePassword(caller.user, body, agentOf(caller)),
    }),
    "leasehold.grants.list": administers<PageParameters>({
      allow,
      run: ({ caller, values }) =>
        readPage(
          values,
          async (part) => partOf(await account.grants(caller.user), idOf, part),
          idOf,
        ),
    }),
    "leasehold.grants.revoke": administers<{ grant: string }>({
      allow,
      run: ({ caller, values }) => account.revokeGrant(caller.user, values.grant, agentOf(caller)),
    }),
  };
}
