import type { AuthorityContext } from "../context.ts";
import type { Memory, RememberedToken } from "../memory.ts";
import {
  type ServiceAccountAssertion,
  verifyServiceAccountJwt,
} from "./verify-service-account-jwt.ts";

/**
 * Reads a JWT that a service account signed for itself. Its signature is verified once; afterwards only its time and
 * its key are looked at, so that a removed key or account ends it.
 */
export async function readSelfSignedJwt(
  context: Pick<AuthorityContext, "database" | "now" | "originOf">,
  options: { memory: Memory; token: string; tokenHash: string },
): Promise<RememberedToken | undefined> {
  const { memory, token, tokenHash } = options;
  const verified = memory.assertions.get(tokenHash);
  if (verified !== undefined) {
    const holds = context.now() < verified.expiresAtMs && (await hasKey(context, verified));
    return holds ? remembered(verified) : undefined;
  }
  const assertion = await memory.assertions.load(tokenHash, async () => {
    const result = await verifyServiceAccountJwt(context, token, "bearer");
    return result.ok ? result.assertion : undefined;
  });
  return assertion === undefined ? undefined : remembered(assertion);
}

async function hasKey(
  context: Pick<AuthorityContext, "database">,
  { serviceAccount, key }: ServiceAccountAssertion,
): Promise<boolean> {
  const row = await context.database
    .selectFrom("service_account_keys")
    .select("public_key_pem")
    .where("service_account", "=", serviceAccount.email)
    .where("id", "=", key.id)
    .executeTakeFirst();
  return row?.public_key_pem === key.publicKeyPem;
}

function remembered(assertion: ServiceAccountAssertion): RememberedToken {
  const { serviceAccount, subject, scopes, expiresAtMs } = assertion;
  return {
    answer: {
      ok: true,
      caller: {
        application: {
          kind: "service-account",
          id: serviceAccount.email,
          name: serviceAccount.name,
          project: serviceAccount.projectId,
        },
        user: subject,
        administrator: false,
        scopes: new Set(scopes),
      },
    },
    grantId: null,
    expiresAtMs,
  };
}
