import type { AuthorityContext } from "./context.ts";
import type { SignInDeclaration } from "./configuration/declarations.ts";
import type { ConsumerScope } from "./scopes.ts";

/** Reads the setting `consumerScope`: what `taskqueue.consumer` allows; `read-only` until it is set. */
export async function readConsumerScope(
  context: Pick<AuthorityContext, "database">,
): Promise<ConsumerScope> {
  const row = await context.database
    .selectFrom("settings")
    .select("value")
    .where("name", "=", "consumer-scope")
    .executeTakeFirst();
  return row?.value === "consume" ? "consume" : "read-only";
}

/** The OpenID Connect provider that people sign in with. */
export type SignInProvider = NonNullable<SignInDeclaration["oidc"]>;

/** The setting with the provider; it holds the client's secret, so all of it is sealed. */
export const signInProviderSetting = "sign-in-oidc";

/** Reads the provider that people sign in with; undefined while they sign in with a password. */
export async function readSignInProvider(
  context: Pick<AuthorityContext, "database" | "keyring">,
): Promise<SignInProvider | undefined> {
  const row = await context.database
    .selectFrom("settings")
    .select("value")
    .where("name", "=", signInProviderSetting)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  // What opens under the key was written from a configuration that had been checked.
  return JSON.parse(context.keyring.open(row.value, signInProviderSetting)) as SignInProvider;
}
