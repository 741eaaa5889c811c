import { startLocalServer } from "@leasehold/testing/local-server";

/** A customer's web application, as far as an authorization needs one: the address that answers come to. */
export interface ClientSite extends AsyncDisposable {
  callback: string;
  /** The parameters of the last answer. */
  last(): Record<string, string>;
}

export async function startClientSite(): Promise<ClientSite> {
  let last: Record<string, string> = {};
  const server = await startLocalServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname === "/callback") last = Object.fromEntries(url.searchParams);
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>Client</title>Thank you.");
  });
  return { ...server, callback: `${server.origin}/callback`, last: () => last };
}
