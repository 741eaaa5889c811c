import type { Operations } from "../api/operation.ts";
import { administers } from "./administered.ts";
import { agentOf } from "./agent.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, readPage } from "./page.ts";
import { allowAdministrator } from "./project-access.ts";

interface UserPath {
  user: string;
}

interface UserBody {
  name?: string;
  administrator?: boolean;
}

export function userOperations({ authority }: LeaseholdContext): Operations {
  const { users } = authority.administration;
  const allow = allowAdministrator;
  return {
    "leasehold.users.list": administers<PageParameters>({
      allow,
      run: ({ values }) =>
        readPage(
          values,
          (part) => users.list(part),
          ({ email }) => email,
        ),
    }),
    "leasehold.users.get": administers<UserPath>({
      allow,
      run: ({ values }) => users.get(values.user),
    }),
    "leasehold.users.create": administers<object, UserBody & { email: string }>({
      allow,
      run: ({ caller, body }) => users.create(body, agentOf(caller)),
    }),
    "leasehold.users.patch": administers<UserPath, UserBody>({
      allow,
      run: ({ caller, values, body: { name, administrator } }) =>
        users.patch(
          values.user,
          {
            ...(name !== undefined && { name }),
            ...(administrator !== undefined && { administrator }),
          },
          agentOf(caller),
        ),
    }),
    "leasehold.users.delete": administers<UserPath>({
      allow,
      run: ({ caller, values }) => users.delete(values.user, agentOf(caller)),
    }),
    "leasehold.users.resetPassword": administers<UserPath>({
      allow,
      run: ({ caller, values }) => users.resetPassword(values.user, agentOf(caller)),
    }),
  };
}
