import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** The audit log says of which project a line is and with which application it was done; grants are found by application. */
export const administrationLines: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema.alterTable("audit_log").addColumn("project_id", "text").execute();
    await database.schema.alterTable("audit_log").addColumn("application", "text").execute();
    await database.schema
      .createIndex("audit_log_project_id")
      .on("audit_log")
      .columns(["project_id", "id"])
      .execute();
    await database.schema
      .createIndex("grants_client_id")
      .on("grants")
      .column("client_id")
      .execute();
  },
};
