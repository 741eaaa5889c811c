import type { AuthorityContext } from "../context.ts";
import type { Token } from "../database/schema.ts";
import { findUserByEmail } from "../users/find-user.ts";

/** Who a token acts for, as far as its scopes let it know. */
export interface Person {
  id: string;
  email: string | undefined;
  name: string | undefined;
}

const emailScopes: ReadonlySet<string> = new Set([
  "email",
  "https://www.googleapis.com/auth/userinfo.email",
]);
const profileScopes: ReadonlySet<string> = new Set([
  "profile",
  "https://www.googleapis.com/auth/userinfo.profile",
]);

/** Says whether scopes let an application know who somebody is. */
export function allowsPerson(scopes: readonly string[]): boolean {
  return scopes.some(
    (scope) => scope === "openid" || emailScopes.has(scope) || profileScopes.has(scope),
  );
}

/** The part of a person's data that scopes let an application see. */
export function visiblePerson(
  person: { id: string; email: string; name: string },
  scopes: readonly string[],
): Person {
  return {
    id: person.id,
    email: scopes.some((scope) => emailScopes.has(scope)) ? person.email : undefined,
    name: scopes.some((scope) => profileScopes.has(scope)) ? person.name : undefined,
  };
}

/** The user or service account that a token acts for; undefined when it is gone. */
export async function personOfToken(
  context: Pick<AuthorityContext, "database">,
  token: Pick<Token, "subject">,
  scopes: readonly string[],
): Promise<Person | undefined> {
  const person =
    (await findUserByEmail(context, token.subject)) ??
    (await context.database
      .selectFrom("service_accounts")
      .select(["unique_id as id", "email", "name"])
      .where("email", "=", token.subject)
      .executeTakeFirst());
  return person === undefined ? undefined : visiblePerson(person, scopes);
}
