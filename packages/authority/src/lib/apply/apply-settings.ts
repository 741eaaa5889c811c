import type { Configuration, SignInDeclaration } from "../configuration/declarations.ts";
import { readSetting, signInProviderSetting } from "../settings.ts";
import type { Applying } from "./changes.ts";

/** Sets what the configuration says of the service as a whole. */
export async function applySettings(
  applying: Applying,
  { consumerScope, signIn }: Pick<Configuration, "consumerScope" | "signIn">,
): Promise<void> {
  if (consumerScope !== undefined) {
    await applySetting(applying, {
      name: "consumer-scope",
      isSet: (value) => value === consumerScope,
      value: consumerScope,
    });
  }
  if (signIn !== undefined) await applySignIn(applying, signIn);
}

async function applySignIn(applying: Applying, { oidc }: SignInDeclaration): Promise<void> {
  const { database, keyring } = applying;
  if (oidc === undefined) {
    const { numDeletedRows } = await database
      .deleteFrom("settings")
      .where("name", "=", signInProviderSetting)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) return;
    await applying.changed({
      thing: "setting",
      target: signInProviderSetting,
      what: "switched off",
    });
    return;
  }
  const text = JSON.stringify(oidc);
  await applySetting(applying, {
    name: signInProviderSetting,
    isSet: (value) => keyring.open(value, signInProviderSetting) === text,
    value: keyring.seal(text, signInProviderSetting),
  });
}

async function applySetting(
  applying: Applying,
  { name, isSet, value }: { name: string; isSet: (value: string) => boolean; value: string },
): Promise<void> {
  const earlier = await readSetting(applying, name);
  if (earlier !== undefined && isSet(earlier)) return;
  await applying.database
    .insertInto("settings")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
  await applying.changed({
    thing: "setting",
    target: name,
    what: earlier === undefined ? "created" : "changed",
  });
}
