import { Command, Option } from "commander";
import { addExamples } from "../examples.ts";
import type { Host } from "../host.ts";
import { parseScopes } from "../scopes.ts";
import { openCredential, openNarrowedCredential } from "../session.ts";
import { resolveSettings } from "../settings.ts";

export function tokenCommand(host: Host): Command {
  const command = new Command("token")
    .description("print an access token that is good for at least a minute")
    .addOption(
      new Option(
        "--scopes <list>",
        "a token for a part of what the sign-in has, such as taskqueue",
      ).argParser(parseScopes),
    )
    .action((flags: { scopes?: string[] }, self: Command) => token(host, flags, self));
  return addExamples(command, [
    'curl -H "Authorization: Bearer $(leasehold token)" http://127.0.0.1:8085/leasehold/v1/projects',
    "leasehold token --scopes openid,email",
  ]);
}

async function token(host: Host, flags: { scopes?: string[] }, self: Command): Promise<void> {
  const settings = await resolveSettings(host, self);
  const credential =
    flags.scopes === undefined
      ? await openCredential(host, settings)
      : await openNarrowedCredential(host, settings, flags.scopes);
  const accessToken = await credential.accessToken();
  host.print(settings.json ? JSON.stringify({ accessToken }, undefined, 2) : accessToken);
}
