import type { IncomingMessage, ServerResponse } from "node:http";
import { startLocalServer } from "@leasehold/testing/local-server";
import { npmOpenIdSite, type OpenIdSite, type OpenIdSiteOptions } from "./npm-openid.ts";

/** A web site whose visitors sign in with OpenID. */
export interface OpenIdWebSite extends AsyncDisposable {
  /** With a slash at its end. */
  realm: string;
  /** Where people start. */
  loginUrl: string;
  /** What it learnt of the last visitor. */
  last: () => Awaited<ReturnType<OpenIdSite["verify"]>> | undefined;
}

/** Listens on a free port; `provider` is asked for when somebody comes, since it may start later. */
export async function startOpenIdWebSite(options: {
  provider: () => string;
  site: Omit<OpenIdSiteOptions, "returnTo" | "realm">;
}): Promise<OpenIdWebSite> {
  let site: OpenIdSite | undefined;
  let last: Awaited<ReturnType<OpenIdSite["verify"]>> | undefined;
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === "/login") {
      const location = await site?.authenticate(options.provider());
      response.writeHead(302, { location }).end();
      return;
    }
    if (request.url?.startsWith("/back") === true) last = await site?.verify(request.url);
    const identifier = last?.claimedIdentifier ?? "nobody";
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>The site</title><p id="who">${identifier}</p>`);
  }
  const server = await startLocalServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  const realm = `${server.origin}/`;
  site = npmOpenIdSite({ ...options.site, realm, returnTo: `${realm}back` });
  return { ...server, realm, loginUrl: `${realm}login`, last: () => last };
}
