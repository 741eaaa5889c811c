import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** The tables of schema.ts as they were first released. */
export const firstSchema: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema
      .createTable("users")
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("email", "text", (column) => column.notNull().unique())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("password_hash", "text")
      .addColumn("is_administrator", "integer", (column) => column.notNull())
      .addColumn("created_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("users_primary_key", ["id"])
      .execute();
    await database.schema
      .createTable("sessions")
      .addColumn("id_hash", "text", (column) => column.notNull())
      .addColumn("user_id", "text", (column) =>
        column.notNull().references("users.id").onDelete("cascade"),
      )
      .addColumn("created_at_ms", "bigint", (column) => column.notNull())
      .addColumn("expires_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("sessions_primary_key", ["id_hash"])
      .execute();
    await database.schema
      .createTable("pending_sign_ins")
      .addColumn("state_hash", "text", (column) => column.notNull())
      .addColumn("sealed", "text", (column) => column.notNull())
      .addColumn("expires_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("pending_sign_ins_primary_key", ["state_hash"])
      .execute();
    await database.schema
      .createTable("invitations")
      .addColumn("token_hash", "text", (column) => column.notNull())
      .addColumn("purpose", "text", (column) => column.notNull())
      .addColumn("user_id", "text", (column) => column.references("users.id").onDelete("cascade"))
      .addColumn("expires_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("invitations_primary_key", ["token_hash"])
      .execute();
    await database.schema
      .createTable("projects")
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("number", "text", (column) => column.notNull().unique())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("created_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("projects_primary_key", ["id"])
      .execute();
    await database.schema
      .createTable("project_members")
      .addColumn("project_id", "text", (column) =>
        column.notNull().references("projects.id").onDelete("cascade"),
      )
      .addColumn("email", "text", (column) => column.notNull())
      .addColumn("role", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("project_members_primary_key", ["project_id", "email"])
      .execute();
    await database.schema
      .createTable("project_services")
      .addColumn("project_id", "text", (column) =>
        column.notNull().references("projects.id").onDelete("cascade"),
      )
      .addColumn("service", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("project_services_primary_key", ["project_id", "service"])
      .execute();
    await database.schema
      .createTable("oauth_clients")
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("project_id", "text", (column) =>
        column.notNull().references("projects.id").onDelete("cascade"),
      )
      .addColumn("type", "text", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("secret_hash", "text")
      .addColumn("redirect_uris", "text", (column) => column.notNull())
      .addColumn("javascript_origins", "text", (column) => column.notNull())
      .addColumn("out_of_band", "integer", (column) => column.notNull())
      .addColumn("created_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("oauth_clients_primary_key", ["id"])
      .execute();
    await database.schema
      .createTable("service_accounts")
      .addColumn("email", "text", (column) => column.notNull())
      .addColumn("unique_id", "text", (column) => column.notNull().unique())
      .addColumn("project_id", "text", (column) =>
        column.notNull().references("projects.id").onDelete("cascade"),
      )
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("created_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("service_accounts_primary_key", ["email"])
      .execute();
    await database.schema
      .createTable("service_account_keys")
      .addColumn("service_account", "text", (column) =>
        column.notNull().references("service_accounts.email").onDelete("cascade"),
      )
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("public_key_pem", "text", (column) => column.notNull())
      .addColumn("created_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("service_account_keys_primary_key", ["service_account", "id"])
      .execute();
    await database.schema
      .createTable("oauth_consumers")
      .addColumn("key", "text", (column) => column.notNull())
      .addColumn("project_id", "text", (column) =>
        column.notNull().references("projects.id").onDelete("cascade"),
      )
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("secret_sealed", "text")
      .addColumn("certificate_pem", "text")
      .addColumn("realm", "text", (column) => column.notNull())
      .addColumn("created_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("oauth_consumers_primary_key", ["key"])
      .execute();
    await database.schema
      .createTable("api_keys")
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("project_id", "text", (column) =>
        column.notNull().references("projects.id").onDelete("cascade"),
      )
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("key_hash", "text", (column) => column.notNull().unique())
      .addColumn("key_sealed", "text", (column) => column.notNull())
      .addColumn("allowed_ips", "text", (column) => column.notNull())
      .addColumn("allowed_referers", "text", (column) => column.notNull())
      .addColumn("created_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("api_keys_primary_key", ["id"])
      .execute();
    await database.schema
      .createTable("queue_acl")
      .addColumn("project_id", "text", (column) =>
        column.notNull().references("projects.id").onDelete("cascade"),
      )
      .addColumn("queue", "text", (column) => column.notNull())
      .addColumn("email", "text", (column) => column.notNull())
      .addColumn("role", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("queue_acl_primary_key", ["project_id", "queue", "email", "role"])
      .execute();
    await database.schema
      .createTable("delegations")
      .addColumn("domain", "text", (column) => column.notNull())
      .addColumn("client", "text", (column) => column.notNull())
      .addColumn("scopes", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("delegations_primary_key", ["domain", "client"])
      .execute();
    await database.schema
      .createTable("trusted_issuers")
      .addColumn("audience", "text", (column) => column.notNull())
      .addColumn("project_id", "text", (column) =>
        column.notNull().references("projects.id").onDelete("cascade"),
      )
      .addColumn("issuer", "text", (column) => column.notNull())
      .addColumn("jwks_uri", "text")
      .addColumn("jwks", "text")
      .addColumn("subjects", "text", (column) => column.notNull())
      .addColumn("service_account", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("trusted_issuers_primary_key", ["audience"])
      .execute();
    await database.schema
      .createTable("grants")
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("user_id", "text", (column) =>
        column.notNull().references("users.id").onDelete("cascade"),
      )
      .addColumn("client_id", "text", (column) => column.notNull())
      .addColumn("scopes", "text", (column) => column.notNull())
      .addColumn("created_at_ms", "bigint", (column) => column.notNull())
      .addColumn("updated_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("grants_primary_key", ["id"])
      .execute();
    await database.schema
      .createTable("authorization_codes")
      .addColumn("code_hash", "text", (column) => column.notNull())
      .addColumn("grant_id", "text", (column) =>
        column.notNull().references("grants.id").onDelete("cascade"),
      )
      .addColumn("client_id", "text", (column) => column.notNull())
      .addColumn("redirect_uri", "text", (column) => column.notNull())
      .addColumn("scopes", "text", (column) => column.notNull())
      .addColumn("nonce", "text")
      .addColumn("code_challenge", "text")
      .addColumn("code_challenge_method", "text")
      .addColumn("offline", "integer", (column) => column.notNull())
      .addColumn("authenticated_at_ms", "bigint", (column) => column.notNull())
      .addColumn("expires_at_ms", "bigint", (column) => column.notNull())
      .addColumn("used_at_ms", "bigint")
      .addPrimaryKeyConstraint("authorization_codes_primary_key", ["code_hash"])
      .execute();
    await database.schema
      .createTable("device_codes")
      .addColumn("device_code_hash", "text", (column) => column.notNull())
      .addColumn("user_code_hash", "text", (column) => column.notNull().unique())
      .addColumn("client_id", "text", (column) =>
        column.notNull().references("oauth_clients.id").onDelete("cascade"),
      )
      .addColumn("scopes", "text", (column) => column.notNull())
      .addColumn("interval_seconds", "integer", (column) => column.notNull())
      .addColumn("polled_at_ms", "bigint")
      .addColumn("decision", "text")
      .addColumn("grant_id", "text", (column) => column.references("grants.id").onDelete("cascade"))
      .addColumn("authenticated_at_ms", "bigint")
      .addColumn("expires_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("device_codes_primary_key", ["device_code_hash"])
      .execute();
    await database.schema
      .createTable("tokens")
      .addColumn("token_hash", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("secret_sealed", "text")
      .addColumn("grant_id", "text", (column) => column.references("grants.id").onDelete("cascade"))
      .addColumn("code_hash", "text")
      .addColumn("client_id", "text", (column) => column.notNull())
      .addColumn("application_kind", "text", (column) => column.notNull())
      .addColumn("project_id", "text", (column) => column.notNull())
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("scopes", "text", (column) => column.notNull())
      .addColumn("created_at_ms", "bigint", (column) => column.notNull())
      .addColumn("expires_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("tokens_primary_key", ["token_hash"])
      .execute();
    await database.schema
      .createTable("request_tokens")
      .addColumn("token_hash", "text", (column) => column.notNull())
      .addColumn("secret_sealed", "text", (column) => column.notNull())
      .addColumn("consumer_key", "text", (column) =>
        column.notNull().references("oauth_consumers.key").onDelete("cascade"),
      )
      .addColumn("scopes", "text", (column) => column.notNull())
      .addColumn("callback", "text", (column) => column.notNull())
      .addColumn("display_name", "text")
      .addColumn("grant_id", "text", (column) => column.references("grants.id").onDelete("cascade"))
      .addColumn("verifier_hash", "text")
      .addColumn("created_at_ms", "bigint", (column) => column.notNull())
      .addColumn("expires_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("request_tokens_primary_key", ["token_hash"])
      .execute();
    await database.schema
      .createTable("nonces")
      .addColumn("nonce_hash", "text", (column) => column.notNull())
      .addColumn("expires_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("nonces_primary_key", ["nonce_hash"])
      .execute();
    await database.schema
      .createTable("signing_keys")
      .addColumn("kid", "text", (column) => column.notNull())
      .addColumn("private_key_sealed", "text", (column) => column.notNull())
      .addColumn("public_jwk", "text", (column) => column.notNull())
      .addColumn("certificate_pem", "text", (column) => column.notNull())
      .addColumn("created_at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("signing_keys_primary_key", ["kid"])
      .execute();
    await database.schema
      .createTable("settings")
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("value", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("settings_primary_key", ["name"])
      .execute();
    await database.schema
      .createTable("attempts")
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("window_start_ms", "bigint", (column) => column.notNull())
      .addColumn("count", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("attempts_primary_key", ["subject", "window_start_ms"])
      .execute();
    await database.schema
      .createTable("audit_log")
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("at_ms", "bigint", (column) => column.notNull())
      .addColumn("actor", "text", (column) => column.notNull())
      .addColumn("action", "text", (column) => column.notNull())
      .addColumn("target", "text", (column) => column.notNull())
      .addColumn("detail", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("audit_log_primary_key", ["id"])
      .execute();
    await database.schema.createIndex("tokens_grant_id").on("tokens").column("grant_id").execute();
    await database.schema
      .createIndex("tokens_code_hash")
      .on("tokens")
      .column("code_hash")
      .execute();
    await database.schema
      .createIndex("tokens_expires_at_ms")
      .on("tokens")
      .column("expires_at_ms")
      .execute();
    await database.schema
      .createIndex("tokens_client_id")
      .on("tokens")
      .column("client_id")
      .execute();
    await database.schema
      .createIndex("authorization_codes_expires_at_ms")
      .on("authorization_codes")
      .column("expires_at_ms")
      .execute();
    await database.schema
      .createIndex("device_codes_expires_at_ms")
      .on("device_codes")
      .column("expires_at_ms")
      .execute();
    await database.schema
      .createIndex("device_codes_grant_id")
      .on("device_codes")
      .column("grant_id")
      .execute();
    await database.schema
      .createIndex("request_tokens_expires_at_ms")
      .on("request_tokens")
      .column("expires_at_ms")
      .execute();
    await database.schema
      .createIndex("request_tokens_grant_id")
      .on("request_tokens")
      .column("grant_id")
      .execute();
    await database.schema
      .createIndex("nonces_expires_at_ms")
      .on("nonces")
      .column("expires_at_ms")
      .execute();
    await database.schema
      .createIndex("sessions_expires_at_ms")
      .on("sessions")
      .column("expires_at_ms")
      .execute();
    await database.schema
      .createIndex("project_members_email")
      .on("project_members")
      .column("email")
      .execute();
    await database.schema
      .createIndex("attempts_window_start_ms")
      .on("attempts")
      .column("window_start_ms")
      .execute();
    await database.schema.createIndex("audit_log_at_ms").on("audit_log").column("at_ms").execute();
    await database.schema
      .createIndex("grants_user_client")
      .on("grants")
      .columns(["user_id", "client_id"])
      .unique()
      .execute();
  },
};
