import type { CredentialRequest } from "../../authority.ts";
import type { AuthorityContext } from "../context.ts";
import { readJsonList } from "../database/json-list.ts";
import { createAddressMatcher } from "./address-matcher.ts";
import { matchesReferer } from "./referer-pattern.ts";

/** Where an API key may be used. */
export interface ApiKeyLock {
  projectId: string;
  /** Says whether the key may be used from here. */
  allows: (request: Pick<CredentialRequest, "referer" | "remoteAddress">) => boolean;
}

/** Reads the key with this SHA-256; undefined when there is none. */
export async function readApiKeyLock(
  context: Pick<AuthorityContext, "database">,
  keyHash: string,
): Promise<ApiKeyLock | undefined> {
  const row = await context.database
    .selectFrom("api_keys")
    .select(["project_id", "allowed_ips", "allowed_referers"])
    .where("key_hash", "=", keyHash)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const blocks = readJsonList(row.allowed_ips);
  const patterns = readJsonList(row.allowed_referers);
  const isAllowedAddress = createAddressMatcher(blocks);
  return {
    projectId: row.project_id,
    allows: ({ referer, remoteAddress }) =>
      (blocks.length === 0 || isAllowedAddress(remoteAddress)) &&
      (patterns.length === 0 ||
        (referer !== undefined && patterns.some((pattern) => matchesReferer(pattern, referer)))),
  };
}
