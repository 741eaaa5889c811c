import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";
import { readText } from "./read-text.ts";

/** An application to sign in with. */
export interface ClientSecrets {
  clientId: string;
  clientSecret?: string;
}

/** The application that every Leasehold knows. */
export const builtInClient: ClientSecrets = { clientId: "leasehold-cli" };

/** Reads the client_secrets.json of an installed application. */
export async function readClientSecrets(path: string): Promise<ClientSecrets> {
  const content = record(parseJson(await readText(path), path));
  const { client_id: clientId, client_secret: clientSecret } = record(content["installed"]);
  if (typeof clientId !== "string") {
    throw new CliError(
      exitCodes.usage,
      `${path} is not of an installed application: make one of that type and give its client_secrets.json.`,
    );
  }
  return { clientId, ...(typeof clientSecret === "string" && { clientSecret }) };
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError(exitCodes.usage, `${path} is not JSON: give a client_secrets.json.`, cause);
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
