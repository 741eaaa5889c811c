import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { startLeasehold } from "@leasehold/server";
import { InvalidArgumentError } from "commander";
import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";
import { makeFolder } from "./make-folder.ts";
import { readFilesNamedIn } from "./files-named-in.ts";
import { readText } from "./read-text.ts";

export type StartOptions = Parameters<typeof startLeasehold>[0];

/** What stands on the command line of `serve`; the rest comes from the environment. */
export interface ServeFlags {
  host?: string;
  port?: number;
  data?: string;
  publicUrl?: string[];
  /** Addresses and CIDR blocks; true for any proxy. */
  trustProxy?: string[] | true;
  logLevel: NonNullable<StartOptions["logLevel"]>;
  keyFile?: string;
  config?: string;
}

/** How the server is to start, from the flags, the environment and the defaults, in that order. */
export async function startOptions(
  env: NodeJS.ProcessEnv,
  flags: ServeFlags,
): Promise<StartOptions> {
  refuseDatabaseUrl(env);
  const keyFile = flags.keyFile ?? env["LEASEHOLD_KEY_FILE"];
  // One that is not there is made.
  if (keyFile && existsSync(keyFile)) await readText(keyFile);
  const configuration =
    flags.config === undefined ? undefined : await readConfiguration(flags.config);
  const port = flags.port ?? portInEnvironment(env);
  const dataFolder = flags.data ?? (env["LEASEHOLD_DATA"] || "./leasehold-data");
  makePlace(dataFolder, "--data");
  if (keyFile) makePlace(dirname(keyFile), "--key-file");
  return {
    host: flags.host ?? (env["HOST"] || "127.0.0.1"),
    port,
    dataFolder,
    publicUrls:
      flags.publicUrl ?? (env["LEASEHOLD_PUBLIC_URL"] ?? "").split(/[\s,]+/).filter(Boolean),
    trustProxy: flags.trustProxy ?? false,
    logLevel: flags.logLevel,
    ...(keyFile && { keyFile }),
    ...(configuration && { configuration }),
  };
}

function makePlace(folder: string, flag: string): void {
  try {
    makeFolder(folder, 0o700);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new CliError(
      exitCodes.usage,
      `Cannot make the folder ${folder}${code}: give another place by ${flag}.`,
      cause,
    );
  }
}

async function readConfiguration(path: string): Promise<{ yaml: string; folder: string }> {
  const yaml = await readText(path);
  const folder = dirname(path);
  // The server reads them itself; here a wrong path is a wrong path, as in every other command.
  await readFilesNamedIn(yaml, folder);
  return { yaml, folder };
}

function refuseDatabaseUrl(env: NodeJS.ProcessEnv): void {
  if (!env["DATABASE_URL"]) return;
  throw new CliError(
    exitCodes.usage,
    "DATABASE_URL is set, and this version keeps everything in its own folder only: unset it, and choose the folder by --data.",
  );
}

function portInEnvironment(env: NodeJS.ProcessEnv): number {
  try {
    return parsePort(env["PORT"] || "8085");
  } catch (cause) {
    throw new CliError(exitCodes.usage, "PORT is no port: set a number from 0 to 65535.", cause);
  }
}

export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new InvalidArgumentError("Give a number from 0 to 65535.");
}
