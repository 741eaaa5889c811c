import { createRequire } from "node:module";

/** Calls a method of taskqueue v1beta2 by its name, such as `tasks.lease`, and gives the answer's body. */
export type CallMethod = (method: string, parameters: object) => Promise<unknown>;

/** What a user granted to the client. */
export interface OldClientOptions {
  /** The server's base URL. */
  url: string;
  /** A proxy that leads every request to the server: version 1 knows no other way. */
  proxyUrl: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

const require = createRequire(import.meta.url);

/** googleapis 1.0.0 of 2014: its addresses are fixed, but it takes a proxy and a token address. */
export function googleapis1(options: OldClientOptions): CallMethod {
  const google = require("googleapis-1") as OldGoogle & {
    options: (options: object) => void;
    auth: { OAuth2: new (...args: unknown[]) => OldAuth };
  };
  google.options({ proxy: options.proxyUrl, tunnel: false });
  const auth = new google.auth.OAuth2(
    options.clientId,
    options.clientSecret,
    "http://127.0.0.1:9004/callback",
    { tokenUrl: `${options.url}/o/oauth2/token` },
  );
  auth.setCredentials({ refresh_token: options.refreshToken });
  const api = google.taskqueue("v1beta2");
  return (name, parameters) =>
    new Promise((resolve, reject) => {
      resourceOf(api, name)({ ...parameters, auth }, (error: unknown, body: unknown) =>
        error === null ? resolve(body) : reject(errorOf(error)),
      );
    });
}

/** googleapis 29.0.0 of 2018, the last with taskqueue v1beta2 before it moved to a package of its own. */
export function googleapis29(options: OldClientOptions): CallMethod {
  const { google } = require("googleapis-29") as {
    google: OldGoogle & { auth: { OAuth2: new (options: object) => OldAuth } };
  };
  const auth = new google.auth.OAuth2({
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    tokenUrl: `${options.url}/o/oauth2/token`,
  });
  auth.setCredentials({ refresh_token: options.refreshToken });
  const api = google.taskqueue("v1beta2");
  return async (name, parameters) => {
    const rootUrl = `${options.url}/`;
    const answer = resourceOf(api, name)({ ...parameters, auth }, { rootUrl });
    return ((await answer) as { data: unknown }).data;
  };
}

type OldMethod = (...args: unknown[]) => unknown;
type OldApi = Record<string, Record<string, OldMethod>>;
interface OldGoogle {
  taskqueue: (version: string) => OldApi;
}
interface OldAuth {
  setCredentials: (credentials: object) => void;
}

function resourceOf(api: OldApi, name: string): OldMethod {
  const [resource = "", method = ""] = name.split(".");
  const found = api[resource];
  if (found?.[method] === undefined) throw new Error(`The client has no method ${name}.`);
  return found[method].bind(found);
}

// Version 1 hands over the envelope's `error` as it came.
function errorOf(error: unknown): Error {
  if (error instanceof Error) return error;
  return Object.assign(new Error("The API refused the call."), error);
}
