import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";
import { makeFolder } from "./make-folder.ts";
import { type ConsumerSignIn, parseConsumer, parseHybrid } from "./oauth1/consumer-sign-in.ts";

/** How somebody signed in to one server. */
export type SignIn = TokenSignIn | (ConsumerSignIn & Kept);

/** Signed in by OAuth 2.0. */
export type TokenSignIn = (
  | {
      type: "user";
      clientId: string;
      clientSecret?: string;
      /** The client_secrets.json that it came from. */
      clientFile?: string;
      scopes: string[];
    }
  | { type: "service-account"; keyFile: string; scopes: string[]; subject?: string }
  /** A program that another issuer knows; the file says where its tokens come from. */
  | { type: "external-account"; file: string; scopes: string[] }
) &
  Kept;

interface Kept {
  /** The tokens are sealed with a key in the system's keychain. */
  keychain?: true;
}

/** What is remembered under a name (`--profile`). */
export interface Profile {
  baseUrl?: string;
  project?: string;
  /** By base URL. */
  signIns: Record<string, SignIn>;
}

export type Profiles = Record<string, Profile>;

/** The folder of settings and tokens. */
export function configurationFolder(env: NodeJS.ProcessEnv): string {
  if (env["LEASEHOLD_CONFIG_DIR"]) return env["LEASEHOLD_CONFIG_DIR"];
  return join(env["XDG_CONFIG_HOME"] || join(env["HOME"] || homedir(), ".config"), "leasehold");
}

export async function readProfiles(env: NodeJS.ProcessEnv): Promise<Profiles> {
  const path = profilesFile(env);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return {};
    throw new CliError(exitCodes.failed, `Cannot read ${path}: check who owns it.`, cause);
  }
  return parseProfiles(text, path);
}

/**
 * Makes the folder of settings and tokens: before a sign-in, which is for nothing where it cannot be kept.
 *
 * @throws CliError
 */
export function makeConfigurationFolder(env: NodeJS.ProcessEnv): void {
  const folder = configurationFolder(env);
  try {
    makeFolder(folder, 0o700);
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

/** Changes one profile; the file is replaced by rename and is its owner's alone, for it may hold a client secret. */
export async function updateProfile(
  env: NodeJS.ProcessEnv,
  name: string,
  change: (profile: Profile) => Profile,
): Promise<void> {
  const profiles = await readProfiles(env);
  const changed = { ...profiles, [name]: change(profiles[name] ?? { signIns: {} }) };
  const path = profilesFile(env);
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`;
  try {
    makeFolder(configurationFolder(env), 0o700);
    await writeFile(draft, `${JSON.stringify({ profiles: changed }, undefined, 2)}\n`, {
      mode: 0o600,
    });
    await rename(draft, path);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): CliError {
  return new CliError(
    exitCodes.failed,
    `Cannot write ${path}: make its folder writable, or name another in LEASEHOLD_CONFIG_DIR.`,
    cause,
  );
}

function profilesFile(env: NodeJS.ProcessEnv): string {
  return join(configurationFolder(env), "config.json");
}

function parseProfiles(text: string, path: string): Profiles {
  const profiles = member(parseJson(text, path), "profiles");
  if (profiles === undefined) throw broken(path);
  return Object.fromEntries(
    Object.entries(profiles).map(([name, profile]) => [name, parseProfile(profile, path)]),
  );
}

function parseProfile(value: unknown, path: string): Profile {
  const { baseUrl, project } = record(value) ?? {};
  const signIns = Object.entries(member(value, "signIns") ?? {}).map(
    ([url, signIn]): [string, SignIn] => [url, parseSignIn(signIn, path)],
  );
  return {
    ...(typeof baseUrl === "string" && { baseUrl }),
    ...(typeof project === "string" && { project }),
    signIns: Object.fromEntries(signIns),
  };
}

function parseSignIn(value: unknown, path: string): SignIn {
  const facts = record(value) ?? {};
  const { type, clientId, clientSecret, clientFile, keyFile, file, subject, scopes } = facts;
  if (!Array.isArray(scopes)) throw broken(path);
  const words = scopes.filter((scope) => typeof scope === "string");
  const guard = facts["keychain"] === true ? ({ keychain: true } as const) : {};
  if (type === "user" && typeof clientId === "string") {
    return {
      type,
      clientId,
      scopes: words,
      ...guard,
      ...(typeof clientSecret === "string" && { clientSecret }),
      ...(typeof clientFile === "string" && { clientFile }),
    };
  }
  if (type === "service-account" && typeof keyFile === "string") {
    const actingFor = typeof subject === "string" ? { subject } : {};
    return { type, keyFile, scopes: words, ...guard, ...actingFor };
  }
  if (type === "external-account" && typeof file === "string") {
    return { type, file, scopes: words };
  }
  const consumer = parseConsumer(facts["consumer"]);
  const { requestor, user } = facts;
  if (type === "oauth1" && consumer !== undefined) {
    const hybrid = parseHybrid(facts["hybrid"]);
    return {
      type,
      consumer,
      scopes: words,
      ...guard,
      ...(typeof user === "string" && { user }),
      ...(hybrid && { hybrid }),
    };
  }
  if (type === "two-legged" && consumer !== undefined && typeof requestor === "string") {
    return { type, consumer, scopes: words, requestor };
  }
  throw broken(path);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw broken(path, cause);
  }
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}

function member(value: unknown, name: string): Record<string, unknown> | undefined {
  return record(record(value)?.[name]);
}

function broken(path: string, cause?: unknown): CliError {
  return new CliError(
    exitCodes.failed,
    `${path} is not what leasehold wrote: repair it, or remove it and sign in again.`,
    cause,
  );
}
