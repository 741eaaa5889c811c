import type { Migration } from "kysely/migration";
import { firstSchema } from "./migration-001-first-schema.ts";
import { administrationLines } from "./migration-002-administration-lines.ts";
import { usage } from "./migration-003-usage.ts";
import { noncesElsewhere } from "./migration-004-nonces-elsewhere.ts";

/** Every migration, by name, oldest first. One that has been released is never changed. */
export const migrations: Record<string, Migration> = {
  "001-first-schema": firstSchema,
  "002-administration-lines": administrationLines,
  "003-usage": usage,
  "004-nonces-elsewhere": noncesElsewhere,
};
