import type { AuthorityContext } from "../context.ts";
import type { ShownClient } from "./clients.ts";

/** Where this service's endpoints are, in the words of Google's credential files. */
export function endpointsOf({ originOf }: Pick<AuthorityContext, "originOf">): {
  auth_uri: string;
  token_uri: string;
  auth_provider_x509_cert_url: string;
} {
  const origin = originOf(undefined) ?? "";
  return {
    auth_uri: `${origin}/o/oauth2/v2/auth`,
    token_uri: `${origin}/token`,
    auth_provider_x509_cert_url: `${origin}/oauth2/v1/certs`,
  };
}

/**
 * The text of a client_secrets.json, as Google's libraries read it.
 *
 * @see https://googleapis.github.io/google-api-python-client/docs/client-secrets.html
 */
export function clientSecretsFile(
  context: Pick<AuthorityContext, "originOf">,
  client: Pick<ShownClient, "id" | "type" | "redirectUris" | "javascriptOrigins">,
  { project, secret }: { project: string; secret: string | undefined },
): string {
  const { id, type, redirectUris, javascriptOrigins } = client;
  const content = {
    client_id: id,
    project_id: project,
    ...endpointsOf(context),
    ...(secret !== undefined && { client_secret: secret }),
    redirect_uris: redirectUris.length > 0 || type === "web" ? redirectUris : ["http://localhost"],
    ...(javascriptOrigins.length > 0 && { javascript_origins: javascriptOrigins }),
  };
  const kind = type === "web" || type === "browser" ? "web" : "installed";
  return `${JSON.stringify({ [kind]: content }, undefined, 2)}\n`;
}
