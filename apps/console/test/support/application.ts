import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";

/** A customer's web application: it asks a person for access and calls the Task Queue API with what it was given. */
export interface Application extends AsyncDisposable {
  /** The redirect address that it registers. */
  callbackUri: string;
  /** Sends a person to the consent page and gives the access token that it got in the end. */
  askForAccess: (
    page: Page,
    client: { service: string; clientId: string; clientSecret: string },
  ) => Promise<string>;
}

const scope = "https://www.googleapis.com/auth/taskqueue";

/** Listens on a free port. */
export async function startApplication(): Promise<Application> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<title>The application</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const callbackUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  return {
    callbackUri,
    async askForAccess(page, { service, clientId, clientSecret }) {
      const query = {
        response_type: "code",
        client_id: clientId,
        redirect_uri: callbackUri,
        scope,
      };
      await page.goto(`${service}/o/oauth2/v2/auth?${new URLSearchParams(query).toString()}`);
      await page.click("button[name=decision][value=allow]");
      await page.waitForURL((url) => url.href.startsWith(callbackUri));
      const answer = await fetch(`${service}/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "authorization_code",
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uri: callbackUri,
          code: new URL(page.url()).searchParams.get("code") ?? "",
        }),
      });
      const tokens = (await answer.json()) as { access_token?: string };
      return tokens.access_token ?? `no token: ${answer.status}`;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
