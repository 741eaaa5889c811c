import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import { connectAs, mayNotList, projectIds } from "../connection.ts";
import { addExamples } from "../examples.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { type Identity, identityOf } from "../identity.ts";
import { showMs } from "../moment.ts";
import { consumerIdentity } from "../oauth1/consumer-identity.ts";
import { printResource } from "../print-resource.ts";
import type { SignIn } from "../profiles.ts";
import { credentialOf, isSigned, signInOf, tokenCredentialOf } from "../session.ts";
import { commandFor, resolveSettings, type Settings } from "../settings.ts";
import { renderFacts } from "../table.ts";

interface Whoami {
  server: string;
  user?: string;
  application?: string;
  scopes: string[];
  /** ISO 8601. */
  expires?: string;
  /** The projects to choose from; the one in use when it is clear. */
  project?: string;
  projects?: string[];
}

export function whoamiCommand(host: Host): Command {
  const command = new Command("whoami")
    .description("print the user, the application, the scopes and the project in use")
    .action((_flags: object, self: Command) => whoami(host, self));
  return addExamples(command, ["leasehold whoami", "leasehold whoami --json"]);
}

async function whoami(host: Host, self: Command): Promise<void> {
  const settings = await resolveSettings(host, self);
  const signIn = signInOf(settings);
  const credential = await credentialOf({ host, settings, signIn });
  const identity = await identify(host, settings, signIn);
  if (identity === undefined) {
    throw new CliError(
      exitCodes.signIn,
      `${settings.baseUrl} no longer knows this sign-in: run \`${commandFor(settings, "login")}\`.`,
    );
  }
  const projects = await projectsOf(settings, credential);
  const project = settings.project ?? (projects?.length === 1 ? projects[0] : undefined);
  const { user, application, scopes, expiresInSeconds } = identity;
  const answer: Whoami = {
    server: settings.baseUrl,
    ...(user !== undefined && { user }),
    ...(application !== undefined && { application }),
    scopes,
    ...(expiresInSeconds !== undefined && {
      expires: new Date(Date.now() + expiresInSeconds * 1000).toISOString(),
    }),
    ...(project !== undefined && { project }),
    ...(projects !== undefined && { projects }),
  };
  printResource(host, settings, answer, (facts) => render(facts, host.columns));
}

async function identify(
  host: Host,
  settings: Settings,
  signIn: SignIn,
): Promise<Identity | undefined> {
  if (isSigned(signIn)) return consumerIdentity(host, settings, signIn);
  const credential = await tokenCredentialOf({ host, settings, signIn });
  return identityOf(settings.baseUrl, { token: await credential.accessToken(), signIn });
}

async function projectsOf(
  settings: Settings,
  credential: Parameters<typeof connectAs>[1],
): Promise<string[] | undefined> {
  try {
    return await projectIds(await connectAs(settings, credential));
  } catch (error) {
    if (mayNotList(error)) return undefined;
    throw error;
  }
}

function render(answer: Whoami, columns: number | undefined): string {
  return renderFacts(
    [
      ["server", answer.server],
      ["user", answer.user],
      ["application", answer.application],
      ["project", answer.project ?? projectAdvice(answer.projects)],
      ["token ends", answer.expires === undefined ? undefined : showMs(Date.parse(answer.expires))],
      ["scopes", answer.scopes.join(" ") || undefined],
    ],
    columns,
  );
}

function projectAdvice(projects: string[] | undefined): string {
  if (projects === undefined || projects.length === 0) return "none: choose one with --project";
  return `choose one with --project: ${projects.join(", ")}`;
}
