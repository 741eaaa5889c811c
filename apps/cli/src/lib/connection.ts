import type { Credential } from "@leasehold/auth";
import type { LeaseholdClient } from "@leasehold/leasehold-v1";
import type { TaskqueueClient } from "@leasehold/taskqueue-v1beta2";
import type { Command } from "commander";
import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Host } from "./host.ts";
import { explainingFetch } from "./oauth1/explaining-fetch.ts";
import { openCredential } from "./session.ts";
import { resolveSettings, type Settings } from "./settings.ts";

/** A server that somebody is signed in to. */
export interface Connection {
  settings: Settings;
  /** What the generated clients are made with. */
  client: { baseUrl: string; fetch: typeof globalThis.fetch };
}

/** A server and one of its projects. */
export interface ProjectConnection extends Connection {
  project: string;
}

export async function connect(host: Host, command: Command): Promise<Connection> {
  const settings = await resolveSettings(host, command);
  return connectAs(settings, await openCredential(host, settings));
}

export async function connectAs(settings: Settings, credential: Credential): Promise<Connection> {
  const { authorizedFetch } = await import("@leasehold/auth");
  const fetch = authorizedFetch(credential, explainingFetch());
  return { settings, client: { baseUrl: settings.baseUrl, fetch } };
}

/** Connects, and finds the project: the chosen one, else the user's only one. */
export async function connectToProject(host: Host, command: Command): Promise<ProjectConnection> {
  const connection = await connect(host, command);
  const { project } = connection.settings;
  return { ...connection, project: project ?? (await onlyProject(connection)) };
}

export async function openTaskqueue(connection: Connection): Promise<TaskqueueClient> {
  const { createTaskqueue } = await import("@leasehold/taskqueue-v1beta2");
  return createTaskqueue(connection.client);
}

export async function openLeasehold(connection: Connection): Promise<LeaseholdClient> {
  const { createLeasehold } = await import("@leasehold/leasehold-v1");
  return createLeasehold(connection.client);
}

/** Whether the sign-in lacks what listing projects takes; it may use queues all the same. */
export function mayNotList(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 403;
}

/** The ids of the user's projects, as far as one page goes: enough to choose from. */
export async function projectIds(connection: Connection): Promise<string[]> {
  const leasehold = await openLeasehold(connection);
  const { items = [] } = await leasehold.projects.list({});
  return items.flatMap(({ id }) => (id === undefined ? [] : [id]));
}

async function onlyProject(connection: Connection): Promise<string> {
  const ids = await projectIds(connection).catch((error: unknown) => {
    throw mayNotList(error) ? unlistable() : error;
  });
  const [first, ...others] = ids;
  if (first === undefined) {
    throw new CliError(
      exitCodes.usage,
      "You are a member of no project: ask an owner to add you, or name the project by --project.",
    );
  }
  if (others.length > 0) {
    throw new CliError(
      exitCodes.usage,
      `You have more than one project: choose with --project or LEASEHOLD_PROJECT (${ids.join(", ")}).`,
    );
  }
  return first;
}

function unlistable(): CliError {
  return new CliError(
    exitCodes.usage,
    "This sign-in may not list your projects: name one by --project or LEASEHOLD_PROJECT.",
  );
}
