import type { ClientWithProject } from "./find-client.ts";
import type { ResponseMode } from "./response-type.ts";

/** Reads an authorization request whose client and redirect address belong together. */
export interface Reader {
  client: ClientWithProject;
  mode: ResponseMode;
  /** One parameter; an empty one counts as left out. */
  one: (name: string) => string | undefined;
  refuse: (code: string, description: string) => never;
}
