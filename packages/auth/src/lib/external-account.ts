import type { TokenCredential } from "../auth.ts";
import { AuthError } from "../auth-error.ts";
import type { Tokens } from "../token-store.ts";
import { exchangeSubjectToken } from "./google-auth.ts";
import { requiredText } from "./json-file.ts";
import { renewingCredential } from "./renewing-credential.ts";

/**
 * A program that another issuer knows, such as a build on a CI service: its token from there is exchanged for one
 * of ours (RFC 8693).
 */
export function externalAccount(options: {
  /** The parsed credential file. */
  content: Record<string, unknown>;
  /** The file's name, for messages. */
  path: string;
  scopes: readonly string[];
  fetch: typeof globalThis.fetch;
}): TokenCredential {
  const { content, path, scopes, fetch } = options;
  requiredText(content, "audience", path);
  requiredText(content, "subject_token_type", path);
  const tokenEndpoint = requiredText(content, "token_url", path);
  if (typeof content["credential_source"] !== "object" || content["credential_source"] === null) {
    throw new AuthError(
      "key_file_invalid",
      `${path} has no credential_source: give the file as it came.`,
    );
  }
  return renewingCredential({
    load: async () => undefined,
    renew: (): Promise<Tokens> => exchangeSubjectToken({ content, tokenEndpoint, scopes, fetch }),
  });
}
