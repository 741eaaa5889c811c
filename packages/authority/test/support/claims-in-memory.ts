import type { AuthorityOptions } from "../../src/authority.ts";

/** Keeps keys as the service's store does, but for the disk: processes of a test that share it are on one store. */
export function claimsInMemory(): AuthorityOptions["claim"] {
  const claimed = new Set<string>();
  return async ({ key, untilMs }) => {
    const name = `${untilMs} ${key}`;
    if (claimed.has(name)) return false;
    claimed.add(name);
    return true;
  };
}
