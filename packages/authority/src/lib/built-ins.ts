import type { AuthorityContext } from "./context.ts";
import { writeJsonList } from "./database/json-list.ts";
import { consoleClientId } from "./oauth/console-client.ts";

/** The project of what comes with Leasehold. It is in no list and takes no change. */
export const builtInProject = "leasehold";

/** The public OAuth clients that come with Leasehold: without a secret, so PKCE is required. */
const builtInClients = [
  {
    id: "leasehold-cli",
    type: "installed",
    name: "Leasehold command line",
    redirectUris: ["http://127.0.0.1", "http://localhost"],
    outOfBand: true,
  },
  {
    id: consoleClientId,
    type: "browser",
    name: "Leasehold console",
    // Where the console is depends on the origin that it is asked by: see atOrigin.
    redirectUris: [],
    outOfBand: false,
  },
] as const;

const builtInProjectNumber = "1";

/** Makes the built-in project and clients where they are missing. */
export async function ensureBuiltIns(
  context: Pick<AuthorityContext, "database" | "now">,
): Promise<void> {
  const createdAtMs = context.now();
  await context.database.transaction().execute(async (database) => {
    await database
      .insertInto("projects")
      .values({
        id: builtInProject,
        number: builtInProjectNumber,
        name: "Leasehold",
        created_at_ms: createdAtMs,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await database
      .insertInto("project_services")
      .values({ project_id: builtInProject, service: "taskqueue" })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    for (const { id, type, name, redirectUris, outOfBand } of builtInClients) {
      await database
        .insertInto("oauth_clients")
        .values({
          id,
          project_id: builtInProject,
          type,
          name,
          secret_hash: null,
          redirect_uris: writeJsonList(redirectUris),
          javascript_origins: writeJsonList([]),
          out_of_band: outOfBand ? 1 : 0,
          created_at_ms: createdAtMs,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  });
}
