import { readJsonList } from "../database/json-list.ts";
import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { revokeGrant } from "../oauth/grants.ts";
import { realmOfClientId } from "../openid/site.ts";
import { type AllowedApplication, showPermissionsPage } from "../pages/permissions-page.ts";
import { scopeWords } from "../pages/scope-words.ts";
import { checkCsrf, csrfToken } from "./csrf.ts";
import { readSession } from "./session.ts";
import { redirectToSignIn } from "./sign-in.ts";

const permissionsPath = "/permissions";

/** The applications with access to the account that is signed in. */
export const showPermissions: Endpoint = async (context, request, reply) => {
  const session = await readSession(context, request, reply);
  if (session === undefined) return redirectToSignIn(reply, permissionsPath);
  return showPermissionsPage(context, reply, {
    email: session.user.email,
    csrf: csrfToken(context, request, reply, session),
    applications: await readApplications(context, session.user.id),
    removed: queryParameters(request).has("removed"),
  });
};

/** Takes a "Remove access" button; one that was pressed twice is no mistake. */
export const removeApplication: Endpoint = async (context, request, reply) => {
  const session = await readSession(context, request, reply);
  if (session === undefined) return redirectToSignIn(reply, permissionsPath);
  checkCsrf(context, request, session);
  const grant = await context.database
    .selectFrom("grants")
    .select(["id", "client_id"])
    .where("id", "=", parameter(bodyParameters(request), "grant") ?? "")
    .where("user_id", "=", session.user.id)
    .executeTakeFirst();
  if (grant !== undefined) {
    await revokeGrant(context, {
      grantId: grant.id,
      actor: session.user.email,
      target: grant.client_id,
    });
  }
  return reply.redirect(`${permissionsPath}?removed`, 303);
};

async function readApplications(
  context: EndpointContext,
  userId: string,
): Promise<AllowedApplication[]> {
  const rows = await context.database
    .selectFrom("grants")
    // A grant whose application was deleted is still listed, so that it can be removed.
    .leftJoin("oauth_clients", "oauth_clients.id", "grants.client_id")
    .leftJoin("oauth_consumers", "oauth_consumers.key", "grants.client_id")
    .leftJoin("projects", (join) =>
      join.on((on) =>
        on(
          "projects.id",
          "=",
          on.fn.coalesce("oauth_clients.project_id", "oauth_consumers.project_id"),
        ),
      ),
    )
    .select([
      "grants.id",
      "grants.client_id",
      "grants.scopes",
      "grants.created_at_ms",
      "oauth_clients.name",
      "oauth_consumers.name as consumer_name",
      "projects.name as project_name",
    ])
    .where("grants.user_id", "=", userId)
    .orderBy("grants.created_at_ms", "desc")
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      grantId: row.id,
      name: row.name ?? row.consumer_name ?? realmOfClientId(row.client_id) ?? row.client_id,
      project:
        realmOfClientId(row.client_id) === undefined
          ? (row.project_name ?? "that is gone")
          : undefined,
      sinceMs: row.created_at_ms,
      words: await scopeWords(context, readJsonList(row.scopes)),
    })),
  );
}
