import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Quotas of projects, what was used of them, and the counts of calls that the traffic pane shows. */
export const usage: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .createTable("project_quotas")
      .addColumn("project_id", "text", (column) =>
        column.notNull().references("projects.id").onDelete("cascade"),
      )
      .addColumn("requests_per_day", "bigint")
      .addColumn("requests_per_user_per_second", "integer")
      .addPrimaryKeyConstraint("project_quotas_primary_key", ["project_id"])
      .execute();
    await database.schema
      .createTable("quota_use")
      .addColumn("project_id", "text", (column) =>
        column.notNull().references("projects.id").onDelete("cascade"),
      )
      .addColumn("day_start_ms", "bigint", (column) => column.notNull())
      .addColumn("calls", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("quota_use_primary_key", ["project_id", "day_start_ms"])
      .execute();
    await database.schema
      .createTable("traffic")
      .addColumn("project_id", "text", (column) =>
        column.notNull().references("projects.id").onDelete("cascade"),
      )
      .addColumn("step_ms", "integer", (column) => column.notNull())
      .addColumn("start_ms", "bigint", (column) => column.notNull())
      .addColumn("application_kind", "text", (column) => column.notNull())
      .addColumn("application_id", "text", (column) => column.notNull())
      .addColumn("method", "text", (column) => column.notNull())
      .addColumn("status", "integer", (column) => column.notNull())
      .addColumn("calls", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("traffic_primary_key", [
        "project_id",
        "step_ms",
        "start_ms",
        "application_kind",
        "application_id",
        "method",
        "status",
      ])
      .execute();
    await database.schema
      .createIndex("traffic_by_age")
      .on("traffic")
      .columns(["step_ms", "start_ms"])
      .execute();
  },
};
