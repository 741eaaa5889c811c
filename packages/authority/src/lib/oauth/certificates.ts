import type { Endpoint } from "../http/endpoint.ts";

// Shorter than the time for which a key that no longer signs must stay published: the life of an id_token.
const cacheControl = "public, max-age=3600, must-revalidate";

/** The public keys as certificates: kid → PEM. */
export const certificates: Endpoint = async (context, _request, reply) => {
  const keys = await context.signingKeys.published();
  const pems = Object.fromEntries(keys.map((key) => [key.kid, key.certificatePem]));
  return reply.header("cache-control", cacheControl).send(pems);
};

/** The public keys as a JSON Web Key Set (RFC 7517, section 5). */
export const keySet: Endpoint = async (context, _request, reply) => {
  const keys = await context.signingKeys.published();
  return reply.header("cache-control", cacheControl).send({ keys: keys.map((key) => key.jwk) });
};
