import type { Command } from "commander";
import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Host } from "./host.ts";
import { type Profile, readProfiles } from "./profiles.ts";

/** Which server, as whom, and how to print: from the flags, the environment and the profile, in that order. */
export interface Settings {
  baseUrl: string;
  /** The server of a command line that names none. */
  usualBaseUrl: string;
  profileName: string;
  profile: Profile;
  /** As chosen; undefined when the user's only project is to be used. */
  project: string | undefined;
  json: boolean;
}

const defaultBaseUrl = "http://127.0.0.1:8085";
const defaultProfile = "default";

/** The flags that every command which talks to a server takes; they may stand anywhere on the line. */
export function addConnectionFlags(program: Command): Command {
  return program
    .option("--base-url <url>", `the server (LEASEHOLD_URL; default ${defaultBaseUrl})`)
    .option("--project <id>", "the project (LEASEHOLD_PROJECT; default: your only one)")
    .option("--profile <name>", "a name for a sign-in and its settings", defaultProfile)
    .option("--json", "print the API's resource as JSON");
}

export async function resolveSettings(host: Host, command: Command): Promise<Settings> {
  const flags = command.optsWithGlobals<{
    baseUrl?: string;
    project?: string;
    profile: string;
    json?: boolean;
  }>();
  const profiles = await readProfiles(host.env);
  const profile = profiles[flags.profile] ?? { signIns: {} };
  const usual = host.env["LEASEHOLD_URL"] || (profile.baseUrl ?? defaultBaseUrl);
  const baseUrl = normalizeBaseUrl(flags.baseUrl ?? usual);
  const settings = {
    baseUrl,
    usualBaseUrl: flags.baseUrl === undefined ? baseUrl : usual.replace(/\/+$/, ""),
    profileName: flags.profile,
    profile,
    project: flags.project ?? (host.env["LEASEHOLD_PROJECT"] || profile.project),
    json: flags.json === true,
  };
  host.useSettings(settings);
  return settings;
}

/** The `leasehold` command line that continues with the same server and profile. */
export function commandFor(settings: Settings, words: string): string {
  const profile =
    settings.profileName === defaultProfile ? "" : ` --profile ${settings.profileName}`;
  const server =
    settings.baseUrl === settings.usualBaseUrl ? "" : ` --base-url ${settings.baseUrl}`;
  return `leasehold ${words}${server}${profile}`;
}

function normalizeBaseUrl(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new CliError(
      exitCodes.usage,
      `${given} is no server's address: give one such as ${defaultBaseUrl}.`,
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
