import { endpointsOf } from "@leasehold/auth/endpoints";
import { Command } from "commander";
import { addExamples } from "../examples.ts";
import type { Host } from "../host.ts";
import { consumerApp } from "../oauth1/consumer-session.ts";
import { updateProfile } from "../profiles.ts";
import { accountOf, openTokens, signInOf } from "../session.ts";
import { resolveSettings } from "../settings.ts";

export function logoutCommand(host: Host): Command {
  const command = new Command("logout")
    .description("revoke what was granted and forget the sign-in")
    .action((_flags: object, self: Command) => logout(host, self));
  return addExamples(command, ["leasehold logout", "leasehold logout --profile reader"]);
}

async function logout(host: Host, self: Command): Promise<void> {
  const settings = await resolveSettings(host, self);
  const signIn = signInOf(settings);
  const { baseUrl: issuer } = settings;
  const store = await openTokens(host, signIn);
  const account = accountOf(settings);
  try {
    if (signIn.type === "user") {
      const { installedApp } = await import("@leasehold/auth/installed-app");
      const { clientId, clientSecret, scopes } = signIn;
      const app = installedApp({ clientId, clientSecret, scopes, issuer, store, account });
      await app.signOut();
    } else if (signIn.type === "oauth1") {
      await (await consumerApp({ signIn, issuer, store, account })).signOut();
    } else {
      // Of a two-legged sign-in nothing is kept: the domain's administrator has granted it.
      const tokens = await store.load(account);
      await store.remove(account);
      if (tokens !== undefined) await revoke(issuer, tokens.accessToken);
    }
  } finally {
    // Signed out here even where the server could not be told.
    await updateProfile(host.env, settings.profileName, (profile) => {
      const { [issuer]: _gone, ...signIns } = profile.signIns;
      return { ...profile, signIns };
    });
  }
  host.tell(`Signed out of ${issuer}.`);
}

async function revoke(issuer: string, token: string): Promise<void> {
  const { revocation } = endpointsOf(issuer);
  const response = await fetch(revocation, {
    method: "POST",
    body: new URLSearchParams({ token }),
  });
  // Refused when it has ended already, which is as good.
  await response.body?.cancel();
}
