import type { Endpoint, EndpointContext } from "../http/endpoint.ts";
import { bodyParameters, parameter, queryParameters } from "../http/parameters.ts";
import { readGivenGrants } from "../oauth/given-grants.ts";
import { revokeGrant } from "../oauth/grants.ts";
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
  const grants = await readGivenGrants(context, userId);
  return Promise.all(
    grants.map(async ({ id, applicationName, isSite, project, scopes, createdAtMs }) => ({
      grantId: id,
      name: applicationName,
      project: isSite ? undefined : (project?.name ?? "that is gone"),
      sinceMs: createdAtMs,
      words: await scopeWords(context, scopes),
    })),
  );
}
