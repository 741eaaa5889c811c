import { Command } from "commander";
import { addExamples } from "../examples.ts";
import type { Host } from "../host.ts";
import { openCredential } from "../session.ts";
import { resolveSettings } from "../settings.ts";

export function tokenCommand(host: Host): Command {
  const command = new Command("token")
    .description("print an access token that is good for at least a minute")
    .action((_flags: object, self: Command) => token(host, self));
  return addExamples(command, [
    'curl -H "Authorization: Bearer $(leasehold token)" http://127.0.0.1:8085/leasehold/v1/projects',
  ]);
}

async function token(host: Host, self: Command): Promise<void> {
  const settings = await resolveSettings(host, self);
  const accessToken = await (await openCredential(host, settings)).accessToken();
  host.print(settings.json ? JSON.stringify({ accessToken }, undefined, 2) : accessToken);
}
