import type { AuthorityContext } from "./context.ts";
import { writeJsonList } from "./database/json-list.ts";

/** The project of what comes with Leasehold. It is in no list and takes no change. */
export const builtInProject = "leasehold";

/** The public OAuth client of the command line: type installed, no secret, so PKCE is required. */
const builtInClient = "leasehold-cli";

const builtInProjectNumber = "1";

/** Makes the built-in project and client where they are missing. */
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
    await database
      .insertInto("oauth_clients")
      .values({
        id: builtInClient,
        project_id: builtInProject,
        type: "installed",
        name: "Leasehold command line",
        secret_hash: null,
        redirect_uris: writeJsonList(["http://127.0.0.1", "http://localhost"]),
        javascript_origins: writeJsonList([]),
        out_of_band: 1,
        created_at_ms: createdAtMs,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}
