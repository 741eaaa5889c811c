import type { Migration } from "kysely/migration";
import { firstSchema } from "./migration-001-first-schema.ts";
import { administrationLines } from "./migration-003-administration-lines.ts";
import { usage } from "./migration-004-usage.ts";

/** Every migration, by name, oldest first. One that has been released is never changed. */
export const migrations: Record<string, Migration> = {
  "001-first-schema": firstSchema,
  "003-administration-lines": administrationLines,
  "004-usage": usage,
};
