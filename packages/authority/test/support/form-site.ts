import { text } from "node:stream/consumers";
import { startLocalServer } from "@leasehold/testing/local-server";

/** A site that takes answers as addresses and as forms, and sends its own requests as a form. */
export interface FormSite extends AsyncDisposable {
  /** With a slash at its end. */
  origin: string;
  /** The parameters of the last answer, and how it came. */
  last(): Record<string, string>;
  /** A page with a form that sends what an address has in its query. */
  formFor(address: string): string;
}

export async function startFormSite(): Promise<FormSite> {
  let last: Record<string, string> = {};
  const server = await startLocalServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    response.setHeader("content-type", "text/html");
    if (pathname === "/form") {
      const {
        origin,
        pathname: path,
        searchParams: fields,
      } = new URL(searchParams.get("to") ?? "");
      const inputs = Array.from(
        fields,
        ([name, value]) => `<input name="${name}" value="${value}">`,
      );
      response.end(
        `<form method="post" action="${origin}${path}">${inputs.join("")}<button>Send</button></form>`,
      );
      return;
    }
    if (pathname === "/onward") {
      // As sites do whose callback is on another host than their pages.
      const { port } = new URL(server.origin);
      response.writeHead(302, { location: `http://localhost:${port}/home` }).end();
      return;
    }
    void text(request).then((body) => {
      if (pathname === "/back") {
        const { method = "" } = request;
        last = { method, ...Object.fromEntries([...searchParams, ...new URLSearchParams(body)]) };
      }
      response.end("<!doctype html><title>Site</title>Thank you.");
    });
  });
  const origin = `${server.origin}/`;
  return {
    ...server,
    origin,
    last: () => last,
    formFor: (address) => `${origin}form?to=${encodeURIComponent(address)}`,
  };
}
