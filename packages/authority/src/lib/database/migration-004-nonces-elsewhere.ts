import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Nonces have a file of their own. */
export const noncesElsewhere: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema.dropTable("nonces").execute();
  },
};
