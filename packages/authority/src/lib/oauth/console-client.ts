import { writeJsonList } from "../database/json-list.ts";
import type { OAuthClient } from "../database/schema.ts";

/** The OAuth client of the service's own web pages. */
export const consoleClientId = "leasehold-console";

/** Where the console is on each of the service's origins. */
export const consolePath = "/console/";

/**
 * The client as it counts on one origin. The console belongs to the very origin that it was loaded from: its answers
 * go there and nowhere else, not even to another port of the same machine. Any other client stays as it is.
 */
export function atOrigin<Client extends OAuthClient>(client: Client, origin: string): Client {
  if (!isConsole(client)) return client;
  return {
    ...client,
    redirect_uris: writeJsonList([`${origin}${consolePath}`]),
    javascript_origins: writeJsonList([origin]),
  };
}

/** True for the console: the service asks nobody whether the service itself may act for them. */
export function isConsole(client: Pick<OAuthClient, "id">): boolean {
  return client.id === consoleClientId;
}
