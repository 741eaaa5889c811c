import type { FastifyReply } from "fastify";
import type { Endpoint } from "../http/endpoint.ts";
import { originOf } from "../http/origin.ts";
import { PageError } from "../http/page-error.ts";
import { parameter, queryParameters } from "../http/parameters.ts";
import { showIdentifierPage } from "../pages/identifier-page.ts";
import { identifierPath, messagePath, xrdsPath } from "./addresses.ts";
import { isIdentifierId } from "./identifier.ts";
import { namespaces } from "./namespaces.ts";

const xrdsType = "application/xrds+xml";

/**
 * What stands behind an identifier (OpenID Authentication 2.0, section 7.3): XRDS for programs, a page that says where
 * the XRDS is for browsers.
 */
export const showIdentifier: Endpoint = async (context, request, reply) => {
  const id = readId(parameter(queryParameters(request), "id"));
  const origin = originOf(context, request);
  const accept = request.headers.accept ?? "";
  reply.header("vary", "accept");
  if (accept.includes("text/html") && !accept.includes(xrdsType)) {
    const location = `${origin}${xrdsPath}${id === undefined ? "" : `?id=${id}`}`;
    reply.header("x-xrds-location", location);
    return showIdentifierPage(context, reply, { location, isPerson: id !== undefined });
  }
  return sendXrds(reply, origin, id);
};

/** The XRDS of an identifier. */
export const showXrds: Endpoint = async (context, request, reply) => {
  const id = readId(parameter(queryParameters(request), "id"));
  return sendXrds(reply, originOf(context, request), id);
};

function readId(id: string | undefined): string | undefined {
  if (id === undefined || isIdentifierId(id)) return id;
  throw new PageError({
    code: "identifier_unknown",
    status: 404,
    title: "There is no such identifier",
    message: `To sign in somewhere, give the address ${identifierPath} of this service.`,
  });
}

const extensionTypes = [
  namespaces.attributes,
  namespaces.oauth,
  `${namespaces.ui}/mode/popup`,
  namespaces.policies,
];
const serviceTypes = ["http://specs.openid.net/auth/2.0/server", ...extensionTypes];
const personTypes = ["http://specs.openid.net/auth/2.0/signon", ...extensionTypes];

// Ids are letters, digits, - and _, and origins are addresses: nothing here needs escaping.
function sendXrds(reply: FastifyReply, origin: string, id: string | undefined): FastifyReply {
  const types = id === undefined ? serviceTypes : personTypes;
  return reply.type(xrdsType).send(`<?xml version="1.0" encoding="UTF-8"?>
<xrds:XRDS xmlns:xrds="xri://$xrds" xmlns="xri://$xrd*($v*2.0)">
  <XRD>
    <Service priority="0">
${types.map((type) => `      <Type>${type}</Type>`).join("\n")}
      <URI>${origin}${messagePath}</URI>
    </Service>
  </XRD>
</xrds:XRDS>
`);
}
