import type { FastifyReply, FastifyRequest } from "fastify";
import type { AuthorityContext } from "../context.ts";
import type { SigningKeys } from "../oauth/signing-keys.ts";
import type { TrustedKeys } from "../oauth/trusted-keys.ts";
import type { Stylesheet } from "../pages/stylesheet.ts";

/** What the endpoints work with. */
export interface EndpointContext extends AuthorityContext {
  signingKeys: SigningKeys;
  trustedKeys: TrustedKeys;
  stylesheet: Stylesheet;
}

/** Answers one address: sends the reply and returns it. */
export type Endpoint = (
  context: EndpointContext,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>;
