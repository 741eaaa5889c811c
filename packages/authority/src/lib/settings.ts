import type { AuthorityContext } from "./context.ts";
import type { SignInDeclaration } from "./configuration/declarations.ts";
import type { ConsumerScope } from "./scopes.ts";

/** Reads a setting as it is kept; undefined until it is set. */
export async function readSetting(
  { database }: Pick<AuthorityContext, "database">,
  name: string,
): Promise<string | undefined> {
  const row = await database
    .selectFrom("settings")
    .select("value")
    .where("name", "=", name)
    .executeTakeFirst();
  return row?.value;
}

/** Sets a setting that nobody has set: of two at once the first. */
export async function addSetting(
  { database }: Pick<AuthorityContext, "database">,
  setting: { name: string; value: string },
): Promise<void> {
  await database
    .insertInto("settings")
    .values(setting)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Reads the setting `consumerScope`: what `taskqueue.consumer` allows; `read-only` until it is set. */
export async function readConsumerScope(
  context: Pick<AuthorityContext, "database">,
): Promise<ConsumerScope> {
  return (await readSetting(context, "consumer-scope")) === "consume" ? "consume" : "read-only";
}

/** The OpenID Connect provider that people sign in with. */
export type SignInProvider = NonNullable<SignInDeclaration["oidc"]>;

/** The setting with the provider; it holds the client's secret, so all of it is sealed. */
export const signInProviderSetting = "sign-in-oidc";

/** Reads the provider that people sign in with; undefined while they sign in with a password. */
export async function readSignInProvider(
  context: Pick<AuthorityContext, "database" | "keyring">,
): Promise<SignInProvider | undefined> {
  const sealed = await readSetting(context, signInProviderSetting);
  if (sealed === undefined) return undefined;
  // What opens under the key was written from a configuration that had been checked.
  return JSON.parse(context.keyring.open(sealed, signInProviderSetting)) as SignInProvider;
}
