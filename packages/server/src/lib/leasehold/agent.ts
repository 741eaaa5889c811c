import type { Caller } from "@leasehold/authority";

/** Who makes a change, for the audit log: the user, and the application that the token identifies. */
export function agentOf({ user, application }: Caller): { actor: string; application: string } {
  return { actor: user, application: application.id };
}
