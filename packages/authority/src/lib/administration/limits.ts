import { AdministrationError } from "../../administration-error.ts";

/** How many there may be of what is made through the admin API. A leasehold.yaml may declare more. */
export const administrationLimits = {
  /** That one user owns; administrators own as many as they like. */
  "projects of an owner": 100,
  "members of a project": 1000,
  "OAuth clients of a project": 500,
  "service accounts of a project": 500,
  "keys of a service account": 20,
  "OAuth consumers of a project": 500,
  "API keys of a project": 500,
  delegations: 10_000,
  users: 100_000,
} as const;

/** @throws AdministrationError `limit_reached` when one more would be too many. */
export function checkLimit(what: keyof typeof administrationLimits, count: number | bigint): void {
  const limit = administrationLimits[what];
  if (Number(count) < limit) return;
  throw new AdministrationError(
    "limit_reached",
    `There may be at most ${limit} ${what}: delete one first.`,
  );
}
