import type { IncomingMessage } from "node:http";

const absoluteForm = /^https?:\/\/([^/?#]*)/i;

/**
 * Gives a request the form of target that everything here reads, path and query. A proxy may send the absolute form; its
 * host then counts, and not the Host header's (RFC 9112, 3.2.2). A fragment is no part of a target, and no part of what
 * OAuth 1.0 signs, so nobody must read what it says.
 */
export function takeOriginForm(request: IncomingMessage): void {
  const target = request.url!;
  if (target.startsWith("/") && !target.includes("#")) return;
  const [prefix = "", host] = absoluteForm.exec(target) ?? [];
  if (host !== undefined) request.headers.host = host;
  const [rest = ""] = target.slice(prefix.length).split("#", 1);
  request.url = host === undefined || rest.startsWith("/") ? rest : `/${rest}`;
}
